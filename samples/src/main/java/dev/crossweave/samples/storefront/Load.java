package dev.crossweave.samples.storefront;

import dev.crossweave.Task;
import dev.crossweave.TaskScope;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.samples.storefront.ShopClient.Answer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Many requests by many customers at once, each on a virtual thread, in a scope: the first wrong answer stops them all. */
final class Load {

    /**
     * What came of it.
     *
     * @param latencies in nanoseconds, ascending
     * @param nanos for all requests together
     */
    record Result(long[] latencies, long nanos) {

        /** The latency that a share of all requests didn't exceed. */
        long percentile(double share) {
            return latencies[(int) Math.ceil(share * latencies.length) - 1];
        }

        double perSecond() {
            return latencies.length * 1e9 / nanos;
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
        Task<Result> result = scope.join(() -> new Result(sorted(), System.nanoTime() - began));
        return result.join();
    }

    /** One customer: asks for page after page until all have been asked for. */
    private @Nullable Void buy() throws Exception {
        for (int i = next.getAndIncrement(); i < latencies.length(); i = next.getAndIncrement()) {
            String id = name + "-" + i;
            Answer answer = client.get("/products/" + (i % 4_000 + 1), id);
            if (answer.status() != 200 || !answer.text("requestId").equals(id)) {
                throw new AssertionError("request " + id + ": expected its own page; got " + answer);
            }
            latencies.set(i, answer.nanos());
        }
        return null;
    }

    private long[] sorted() {
        long[] sorted = new long[latencies.length()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = latencies.get(i);
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
