package dev.crossweave.loom;

import dev.crossweave.Pollable;
import dev.crossweave.Task;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Virtual threads ↔ {@link Task}. Needs no flags. */
public final class LoomTasks {

    private static final ThreadFactory THREADS = Thread.ofVirtual().name("crossweave-task").factory();

    private LoomTasks() {
    }

    /**
     * A blocking computation on a virtual thread of its own, which starts when the task is first awaited or started (law
     * L3). Inheritable thread-locals and the context class loader are those of the thread that calls this, and so is the
     * {@link dev.crossweave.TaskContext} in which the body runs (law L10).
     *
     * <p>Cancelling interrupts the thread; the task is seen cancelled when the body has run to its end, its
     * {@code finally} blocks included (law L7). A body that swallows the interrupt is waited for.
     *
     * @param <T> the type of the value
     * @param body may block; a thrown {@link java.util.concurrent.CancellationException} is Cancelled, anything else that is
     *     thrown a failure
     * @return a lazy task
     */
    public static <T extends @Nullable Object> Task<T> fromCallable(Callable<? extends T> body) {
        return fromCallable(body, THREADS);
    }

    /**
     * As {@link #fromCallable(Callable)}, on a thread of a factory's: with a name or an uncaught-exception handler of one's
     * own, or the very threads that a {@code StructuredTaskScope} is given.
     *
     * @param <T> the type of the value
     * @param body may block
     * @param factory makes one thread, now, on the thread that calls this; virtual or platform, and not started
     * @return a lazy task; it has failed when the thread can't be started
     */
    public static <T extends @Nullable Object> Task<T> fromCallable(Callable<? extends T> body, ThreadFactory factory) {
        return new ThreadTask<>(Objects.requireNonNull(body, "fromCallable needs a callable, which is null here"),
                Objects.requireNonNull(factory, "fromCallable needs a thread factory, which is null here"));
    }

    /**
     * Waits by parking the current thread, virtual or platform. To wait for a task allocates nothing; a thread's first wait
     * for anything else makes a waker, which its later ones use.
     *
     * <p>A {@link Task} is observed (law L4): it is started when it is lazy, and goes on when the thread stops waiting. Any
     * other pollable is owned: this thread polls it, and drops it once, at the end or when it is interrupted (law L7).
     *
     * @param <T> the type of the value
     * @param pollable a task, or a pollable that nobody else polls
     * @return its value
     * @throws IllegalStateException on a platform thread that must not block, when the wait isn't over at once (law L12)
     * @throws InterruptedException when the thread is interrupted while it waits (law L13)
     * @throws java.util.concurrent.CancellationException when the task was cancelled
     */
    public static <T extends @Nullable Object> T await(Pollable<T> pollable) throws InterruptedException {
        Objects.requireNonNull(pollable, "await needs a task or a pollable, which is null here");
        return pollable instanceof Task<T> task ? task.join() : PollingThread.await(pollable);
    }
}
