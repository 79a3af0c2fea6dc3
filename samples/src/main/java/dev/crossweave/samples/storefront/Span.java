package dev.crossweave.samples.storefront;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One part at work for one request: where and when it began, and how it ended. The first end counts. */
final class Span {

    /** The three ways to end. */
    enum Kind {
        VALUE, FAILED, CANCELLED
    }

    /**
     * An end.
     *
     * @param detail as the ecosystem said it: {@code doOnCancel}
     * @param failure the very object that was raised
     */
    record End(Kind kind, String detail, @Nullable Throwable failure, long nanos) {
    }

    private final Trace trace;
    private final Part part;
    private final String thread;
    private final long began = System.nanoTime();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    Span(Trace trace, Part part) {
        this.trace = trace;
        this.part = part;
        Thread current = Thread.currentThread();
        this.thread = current.isVirtual() ? "virtual " + current.threadId() : current.getName();
    }

    void succeeded() {
        end(Kind.VALUE, "", null);
    }

    void failed(Throwable failure) {
        end(Kind.FAILED, "", failure);
    }

    void cancelled(String seenAs) {
        end(Kind.CANCELLED, seenAs, null);
    }

    private void end(Kind kind, String detail, @Nullable Throwable failure) {
        if (end.compareAndSet(null, new End(kind, detail, failure, System.nanoTime()))) {
            trace.ended();
        }
    }

    Part part() {
        return part;
    }

    String requestId() {
        return trace.requestId();
    }

    /** The thread that it began on. */
    String thread() {
        return thread;
    }

    /** In the time of {@link System#nanoTime()}. */
    long began() {
        return began;
    }

    /** Null while it runs. */
    @Nullable End end() {
        return end.get();
    }

    boolean isLive() {
        return end.get() == null;
    }
}
