package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Two threads that wait for each other before and after each of many rounds by spinning, so that the two jobs of a
 * round start closer to each other than a barrier lets them.
 */
final class Lockstep {

    private Lockstep() {
    }

    /** Two jobs for the same moment, and what must be so afterwards. */
    interface Round {
        void one();

        void other();

        void check();
    }

    /** Runs so many rounds, each made by the first thread, which also checks it. */
    static void run(int rounds, Supplier<Round> maker) {
        AtomicReference<Round> round = new AtomicReference<>();
        AtomicInteger arrived = new AtomicInteger();
        FutureTask<Void> second = Threads.start(() -> {
            for (int i = 0; i < rounds; i++) {
                meet(arrived, 4 * i + 2);
                round.get().other();
                meet(arrived, 4 * i + 4);
            }
        });
        for (int i = 0; i < rounds; i++) {
            round.set(maker.get());
            meet(arrived, 4 * i + 2);
            round.get().one();
            meet(arrived, 4 * i + 4);
            round.get().check();
        }
        Threads.await(second);
    }

    private static void meet(AtomicInteger arrived, int all) {
        arrived.incrementAndGet();
        long spins = 0;
        while (arrived.get() < all) {
            if (++spins % 1_000 == 0) {
                Thread.yield(); // the other may wait for this core
                assertThat(spins).as("rounds of waiting for the other thread").isLessThan(100_000_000);
            }
            Thread.onSpinWait();
        }
    }
}
