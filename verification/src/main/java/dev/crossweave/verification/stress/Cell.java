package dev.crossweave.verification.stress;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The compare-and-set of the twins: one atomic operation, or, torn, a read and a write with room between. */
final class Cell {

    /** Long enough for the other actor to come between; how long a read and a write really lie apart is a matter of luck. */
    private static final int SPINS = 60;

    private Cell() {
    }

    static boolean set(AtomicInteger cell, int expected, int next, boolean torn) {
        if (!torn) {
            return cell.compareAndSet(expected, next);
        }
        if (cell.get() != expected) {
            return false;
        }
        pause();
        cell.set(next);
        return true;
    }

    static <T> boolean set(AtomicReference<T> cell, T expected, T next, boolean torn) {
        if (!torn) {
            return cell.compareAndSet(expected, next);
        }
        if (cell.get() != expected) {
            return false;
        }
        pause();
        cell.set(next);
        return true;
    }

    static <T> T swap(AtomicReference<T> cell, T next, boolean torn) {
        if (!torn) {
            return cell.getAndSet(next);
        }
        T before = cell.get();
        pause();
        cell.set(next);
        return before;
    }

    /** The room between. */
    static void pause() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
    }
}
