package dev.crossweave.benchmarks.families;

import dev.crossweave.benchmarks.LiveHeap.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Pending futures, and for each a virtual thread that waits in {@code join}. */
final class WaitingThreads implements Crowd {

    private final List<CompletableFuture<Integer>> sources = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder ended = new LongAdder();
    private int size;

    @Override
    public void prepare(int size) {
        this.size = size;
        ended.reset();
        ((ArrayList<?>) sources).ensureCapacity(size);
        ((ArrayList<?>) threads).ensureCapacity(size);
    }

    @Override
    public void make() {
        for (int i = 0; i < size; i++) {
            CompletableFuture<Integer> source = new CompletableFuture<>();
            threads.add(Thread.startVirtualThread(() -> ended.add(source.join())));
            sources.add(source);
        }
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.yield();
            }
        }
    }

    @Override
    public long end() throws InterruptedException {
        sources.forEach(source -> source.complete(1));
        sources.clear();
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
        return ended.sum();
    }
}
