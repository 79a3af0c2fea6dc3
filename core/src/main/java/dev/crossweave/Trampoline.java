package dev.crossweave;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs things on this thread one after the other instead of one inside the other, so that a chain of any length needs
 * constant stack (law L14). What is handed over while something runs is run after it, first in first out, by the
 * outermost call on the thread.
 */
final class Trampoline {

    static final Schedule SCHEDULE = new Schedule() {
        @Override
        public void schedule(RunnableTask task) {
            run(task);
        }

        @Override
        public String toString() {
            return "inline";
        }
    };

    private static final ThreadLocal<Trampoline> OF_THREAD = ThreadLocal.withInitial(Trampoline::new);

    /** How deep calls may be nested before the next one waits for its turn. */
    private static final int DEPTH = 64;

    /** Made when first needed: most virtual threads end one task, and need none. */
    private @Nullable ArrayDeque<Object> waiting;

    private boolean bouncing;
    private int depth;

    private Trampoline() {
    }

    /** Wakes a {@link Waker} or runs a {@link Runnable}, now or after what already runs on this thread. */
    static void run(Object job) {
        Trampoline mine = OF_THREAD.get();
        if (mine.bouncing) {
            mine.later(job);
            return;
        }
        mine.bouncing = true;
        try {
            for (@Nullable Object next = job; next != null; next = mine.next()) {
                perform(next);
            }
        } finally {
            mine.bouncing = false;
        }
    }

    /**
     * Runs something at once, inside of what runs on this thread, so that its effect is there when this returns; but when
     * {@value #DEPTH} such calls are nested already, as {@link #run} does. For cancellation, which goes down a chain.
     */
    static void descend(Runnable job) {
        Trampoline mine = OF_THREAD.get();
        if (mine.depth >= DEPTH) {
            run(job);
            return;
        }
        mine.depth++;
        try {
            job.run();
        } finally {
            mine.depth--;
        }
    }

    private void later(Object job) {
        ArrayDeque<Object> queue = waiting;
        if (queue == null) {
            waiting = queue = new ArrayDeque<>();
        }
        queue.add(job);
    }

    private @Nullable Object next() {
        return waiting == null ? null : waiting.poll();
    }

    private static void perform(Object job) {
        try {
            switch (job) {
                case RunnableTask task -> task.run();
                case Waker waker -> waker.wake();
                default -> ((Runnable) job).run();
            }
        } catch (Throwable thrown) {
            Hooks.lateError(thrown); // a waker that throws is contained and reported once (L18)
        }
    }
}
