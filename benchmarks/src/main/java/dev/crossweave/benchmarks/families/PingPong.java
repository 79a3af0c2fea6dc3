package dev.crossweave.benchmarks.families;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.function.Supplier;

/** Two tasks on two threads, each of which wakes the other when it is polled. Both threads spin; none ever parks. */
final class PingPong {

    private final int hopsEach;
    private final Player here = new Player();
    private final Player there = new Player();
    private volatile boolean over;

    private PingPong(int hopsEach) {
        this.hopsEach = hopsEach;
    }

    /** Plays. Returns how many hops that were. */
    static long play(Supplier<Lane> lanes, int hops) throws InterruptedException {
        return new PingPong(hops / 2).play(lanes.get(), lanes.get());
    }

    private long play(Lane mine, Lane theirs) throws InterruptedException {
        Task<Integer> first = Tasks.on(mine.schedule()).spawn(here);
        Task<Integer> second = Tasks.on(theirs.schedule()).spawn(there);
        mine.runAll().run(); // both get to know their wakers
        theirs.runAll().run();
        here.partner = there.own;
        there.partner = here.own;
        Thread other = Thread.ofPlatform().start(() -> spin(theirs));
        here.own.wake();
        spin(mine);
        other.join();
        first.cancel();
        mine.runAll().run();
        return here.hops + second.resultNow() - (first.isCancelled() ? 0 : 1);
    }

    private void spin(Lane lane) {
        while (!over) {
            lane.runAll().run();
            Thread.onSpinWait();
        }
    }

    /** Touched by one poll at a time, each of which happens-before the next. */
    private final class Player implements Pollable<Integer> {
        private Waker own = Waker.NOOP;
        private Waker partner = Waker.NOOP;
        private int hops = -1; // the first poll is no hop

        @Override
        public Poll<Integer> poll(Waker waker) {
            own = waker;
            hops++;
            if (this == there && hops == hopsEach) {
                over = true;
                return Poll.ready(hops);
            }
            partner.wake();
            return Poll.pending();
        }
    }
}
