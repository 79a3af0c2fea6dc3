package dev.crossweave.benchmarks.families;

import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.RunQueue;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import dev.crossweave.benchmarks.LiveHeap.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Pending tasks, and for each a spawned one that waits for it and applies a function. */
final class WaitingTasks implements Crowd {

    private final List<Completer<Integer>> sources = new ArrayList<>();
    private RunQueue queue = new RunQueue();
    private int size;
    private long ended;

    @Override
    public void prepare(int size) {
        this.size = size;
        ended = 0;
        queue = new RunQueue();
        ((ArrayList<?>) sources).ensureCapacity(size);
    }

    @Override
    public void make() {
        Spawner spawner = Tasks.on(queue);
        Function<Integer, Integer> count = value -> {
            ended += value;
            return value;
        };
        for (int i = 0; i < size; i++) {
            Completer<Integer> source = new Completer<>();
            spawner.spawn(new Applied(source, count));
            sources.add(source);
        }
        queue.runAll(); // all wait
    }

    @Override
    public long end() {
        sources.forEach(source -> source.complete(1));
        sources.clear();
        queue.runAll();
        return ended;
    }

    private record Applied(Task<Integer> source, Function<Integer, Integer> function) implements Pollable<Integer> {
        @Override
        public Poll<Integer> poll(Waker waker) {
            return switch (source.poll(waker)) {
                case Outcome.Value<Integer>(Integer value) -> Poll.ready(function.apply(value));
                case Poll<Integer> other -> other;
            };
        }
    }
}
