package dev.crossweave.samples.storefront;

import dev.crossweave.Task;
import dev.crossweave.TaskScope;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.samples.storefront.ShopClient.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Many requests by many customers at once, each on a virtual thread, in a scope: the first wrong answer stops them all. */
final class Load {

    /**
     * What came of it.
     *
     * @param nanos for all requests together
     * @param p50 the latency in nanoseconds that half of the requests didn't exceed
     * @param p99 the same for 99 of 100
     */
    record Result(int requests, long nanos, long p50, long p99) {

        double perSecond() {
            return requests * 1e9 / nanos;
        }
    }

    private final ShopClient client;
    private final String name;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLongArray latencies;

    Load(ShopClient client, String name, int requests) {
        this.client = client;
        this.name = name;
        this.latencies = new AtomicLongArray(requests);
    }

    Result run(int customers) throws InterruptedException {
        long began = System.nanoTime();
        TaskScope scope = new TaskScope();
        for (int i = 0; i < customers; i++) {
            scope.fork(LoomTasks.fromCallable(this::buy));
        }
        Task<Result> result = scope.join(() -> result(System.nanoTime() - began));
        return result.join();
    }

    /** One customer: asks for page after page until all have been asked for. */
    private @Nullable Void buy() throws Exception {
        for (int i = next.getAndIncrement(); i < latencies.length(); i = next.getAndIncrement()) {
            String id = name + "-" + i;
            Answer answer = client.get("/products/" + (i % 4_000 + 1), id);
            if (answer.status() != 200 || !answer.text("requestId").equals(id)) {
                throw new IllegalStateException("request " + id + ": expected its own page; got " + answer);
            }
            latencies.set(i, answer.nanos());
        }
        return null;
    }

    private Result result(long nanos) {
        long[] ascending = IntStream.range(0, latencies.length()).mapToLong(latencies::get).sorted().toArray();
        return new Result(ascending.length, nanos, percentile(ascending, 50), percentile(ascending, 99));
    }

    private static long percentile(long[] ascending, int percent) {
        return ascending[Math.ceilDiv(ascending.length * percent, 100) - 1];
    }
}
