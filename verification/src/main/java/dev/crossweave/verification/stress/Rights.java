package dev.crossweave.verification.stress;

import dev.crossweave.RunnableTask;
import dev.crossweave.Schedule;
import java.util.concurrent.atomic.AtomicInteger;

/** A schedule that counts the rights to poll which it was handed. */
final class Rights implements Schedule {

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void schedule(RunnableTask task) {
        add();
    }

    void add() {
        count.incrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** Uses every right up, as a scheduler would in the end. */
    void useUp(Runnable run) {
        while (count.get() > 0) {
            count.decrementAndGet();
            run.run();
        }
    }
}
