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

    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private boolean bouncing;

    private Trampoline() {
    }

    /** Runs a {@link Runnable} or wakes a {@link Waker}, now or after what already runs on this thread. */
    static void run(Object job) {
        Trampoline mine = OF_THREAD.get();
        if (mine.bouncing) {
            mine.waiting.add(job);
            return;
        }
        mine.bouncing = true;
        try {
            for (@Nullable Object next = job; next != null; next = mine.waiting.poll()) {
                perform(next);
            }
        } finally {
            mine.bouncing = false;
        }
    }

    private static void perform(Object job) {
        try {
            if (job instanceof RunnableTask task) {
                task.run();
            } else {
                ((Waker) job).wake();
            }
        } catch (Throwable thrown) {
            Hooks.lateError(thrown); // a waker that throws is contained and reported once (L18)
        }
    }
}
