package dev.crossweave.benchmarks.families;

import dev.crossweave.benchmarks.Family;
import dev.crossweave.benchmarks.Measure;
import dev.crossweave.benchmarks.Row;
import dev.crossweave.benchmarks.Timed;
import java.util.List;
import java.util.function.Supplier;

/** What a wake from another thread costs, until the poll that answers it. The tasks are ours on both sides: the queue differs. */
public final class WakeFamily implements Family {

    private static final int HOPS = 100_000;
    private static final int IDLE_TASKS = 1_024;
    private static final int ROUNDS = 100;

    private final Measure pingPong = pingPong("ns.wake.pingpong", Lane.RUN_QUEUE);
    private final Measure pingPongLocked = pingPong("ns.wake.pingpong_lock_queue", Lane.LOCK_QUEUE);
    private final Measure fanIn = fanIn("ns.wake.fanin", Lane.RUN_QUEUE);
    private final Measure fanInLocked = fanIn("ns.wake.fanin_lock_queue", Lane.LOCK_QUEUE);

    @Override
    public String name() {
        return "wake";
    }

    @Override
    public List<Row> rows() {
        return List.of(Row.ratio("wake.pingpong_vs_lock_queue", 0.7, pingPong, pingPongLocked),
                Row.ratio("wake.fanin_vs_lock_queue", 0.7, fanIn, fanInLocked));
    }

    private static Measure pingPong(String name, Supplier<Lane> lanes) {
        return Timed.of(name, HOPS, HOPS, () -> PingPong.play(lanes, HOPS));
    }

    private static Measure fanIn(String name, Supplier<Lane> lanes) {
        long wakes = (long) IDLE_TASKS * ROUNDS;
        return Timed.of(name, wakes, wakes, () -> FanIn.run(lanes, IDLE_TASKS, ROUNDS));
    }
}
