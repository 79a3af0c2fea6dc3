package dev.crossweave;

import java.util.Objects;

/**
 * Says of some threads that they must not block (law L12): event loops, and the workers of libraries that say so of theirs.
 * Waits of this library refuse them, where they would otherwise stall whatever else those threads serve.
 *
 * <p>Adapters name those of their ecosystem as a service of this type; an event loop of one's own is
 * {@linkplain #register registered}.
 */
@FunctionalInterface
public interface NonBlockingThreads {

    /**
     * Tells whether a thread belongs to those that must not block. Called for each wait that isn't over at once; what it throws
     * comes out of the wait.
     *
     * @param thread a thread that is about to wait
     * @return true when it must not
     */
    boolean contains(Thread thread);

    /**
     * Adds threads, for the whole process.
     *
     * @param threads for instance {@code thread -> thread == loop}
     */
    static void register(NonBlockingThreads threads) {
        NonBlockingRegistry.add(Objects.requireNonNull(threads, "register needs threads, which are null here"));
    }

    /**
     * Takes threads back that were registered.
     *
     * @param threads the very object that was registered
     */
    static void unregister(NonBlockingThreads threads) {
        NonBlockingRegistry
                .remove(Objects.requireNonNull(threads, "unregister needs threads, which are null here"));
    }

    /**
     * Refuses to wait on a thread that must not block. For whoever is about to.
     *
     * @param awaited what the thread would wait for
     * @throws IllegalStateException when the current thread must not block
     */
    static void checkMayBlock(Object awaited) {
        Thread thread = Thread.currentThread();
        for (NonBlockingThreads threads : NonBlockingRegistry.all()) {
            if (threads.contains(thread)) {
                throw new IllegalStateException(thread + " must not block, and would, waiting for " + awaited
                        + ". Await it instead (poll, map, whenDone, toFuture, or your library's own way), or wait on a"
                        + " thread that may block, a virtual one for instance.");
            }
        }
    }
}
