package dev.crossweave.benchmarks.families;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Spawner;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Many idle tasks of one spinning thread, all woken by another thread, round after round. */
final class FanIn {

    private final List<Waker> idle = new ArrayList<>();

    /** Touched by the thread that polls, only. */
    private long polls;

    /** How many polls the other thread knows of. */
    private volatile long answered;
    private volatile boolean over;

    private FanIn() {
    }

    /** Runs. Returns how many wakes were answered by a poll. */
    static long run(Supplier<Lane> lanes, int tasks, int rounds) throws InterruptedException {
        return new FanIn().run(lanes.get(), tasks, rounds);
    }

    private long run(Lane lane, int tasks, int rounds) throws InterruptedException {
        Spawner spawner = Tasks.on(lane.schedule());
        for (int i = 0; i < tasks; i++) {
            spawner.spawn(new Idler());
        }
        lane.runAll().run(); // they become idle
        Thread runner = Thread.ofPlatform().start(() -> spin(lane));
        for (int round = 1; round <= rounds; round++) {
            for (Waker waker : idle) {
                waker.wake();
            }
            while (answered < (long) round * tasks) {
                Thread.onSpinWait();
            }
        }
        over = true;
        runner.join();
        return answered;
    }

    private void spin(Lane lane) {
        while (!over) {
            lane.runAll().run();
            if (polls == answered) {
                Thread.onSpinWait();
            } else {
                answered = polls;
            }
        }
    }

    private final class Idler implements Pollable<Void> {
        private boolean begun;

        @Override
        public Poll<Void> poll(Waker waker) {
            if (begun) {
                polls++;
            } else {
                begun = true;
                idle.add(waker);
            }
            return Poll.pending();
        }
    }
}
