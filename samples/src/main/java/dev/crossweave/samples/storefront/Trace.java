package dev.crossweave.samples.storefront;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the parts of one request did. Any thread. */
final class Trace {

    private final String requestId;
    private final AtomicInteger live;
    private final long began = System.nanoTime();
    private final CompletableFuture<@Nullable Void> underWay = new CompletableFuture<>();

    /** Guarded by this. */
    private final List<Span> spans = new ArrayList<>();

    /**
     * An empty trace.
     *
     * @param live counts the parts that are at work, over all traces that share it
     */
    Trace(String requestId, AtomicInteger live) {
        this.requestId = requestId;
        this.live = live;
    }

    // ------------------------------------------------------------------------------------------ for parts

    /** A part begins, on this thread. */
    Span begin(Part part) {
        live.incrementAndGet();
        Span span = new Span(this, part);
        boolean all;
        synchronized (this) {
            spans.add(span);
            all = begun().size() == Part.values().length;
            notifyAll();
        }
        if (all) {
            underWay.completeAsync(() -> null); // not here: whoever waits for it may do anything
        }
        return span;
    }

    void ended() {
        live.decrementAndGet();
        synchronized (this) {
            notifyAll();
        }
    }

    /** Done once every part has begun. */
    CompletableFuture<@Nullable Void> underWay() {
        return underWay;
    }

    // ------------------------------------------------------------------------------------------ for onlookers

    String requestId() {
        return requestId;
    }

    /** In the time of {@link System#nanoTime()}. */
    long began() {
        return began;
    }

    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The parts that have begun. */
    synchronized Set<Part> begun() {
        return spans.stream().map(Span::part).collect(Collectors.toSet());
    }

    /** How a part ended; null when it has not, or never began. */
    synchronized Span.@Nullable End end(Part part) {
        return spans.stream().filter(span -> span.part() == part).map(Span::end).findFirst().orElse(null);
    }

    boolean isQuiet() {
        return spans().stream().noneMatch(Span::isLive);
    }

    /** Blocks until the condition holds; false when it didn't in time. */
    synchronized boolean await(Predicate<Trace> condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.test(this)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
