package dev.crossweave.benchmarks.families;

import dev.crossweave.benchmarks.LiveHeap.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Pending futures, each with one function to apply. */
final class WaitingFutures implements Crowd {

    private final List<CompletableFuture<Integer>> sources = new ArrayList<>();
    private int size;
    private long ended;

    @Override
    public void prepare(int size) {
        this.size = size;
        ended = 0;
        ((ArrayList<?>) sources).ensureCapacity(size);
    }

    @Override
    public void make() {
        Function<Integer, Integer> count = value -> {
            ended += value;
            return value;
        };
        for (int i = 0; i < size; i++) {
            CompletableFuture<Integer> source = new CompletableFuture<>();
            source.thenApply(count); // the source refers to what waits for it
            sources.add(source);
        }
    }

    @Override
    public long end() {
        sources.forEach(source -> source.complete(1));
        sources.clear();
        return ended;
    }
}
