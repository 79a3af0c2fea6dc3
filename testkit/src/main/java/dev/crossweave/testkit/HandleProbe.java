package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a user of the ecosystem sees of a handle, and the ways in which they can end it. A fixture makes one for each
 * handle, connects the callbacks of its ecosystem with {@link #value}, {@link #failure}, {@link #cancelled} or
 * {@link #thrown}, and {@link #completed}, and adds the {@linkplain #endedBy ways to end it}. Any thread.
 */
public final class HandleProbe {

    private final CompletableFuture<Outcome<@Nullable Object>> seen = new CompletableFuture<>();
    private final List<End> ends = new ArrayList<>();
    private volatile boolean twice;

    /** A handle that has shown nothing. */
    public HandleProbe() {
    }

    // ------------------------------------------------------------------------------------------ for the fixture

    /**
     * The handle shows a value.
     *
     * @param value the value, or null
     */
    public void value(@Nullable Object value) {
        see(Poll.ready(value));
    }

    /** The handle ends without an error: with null, unless it has shown a value before. */
    public void completed() {
        seen.complete(Poll.ready(null));
    }

    /**
     * The handle shows a failure.
     *
     * @param cause the very object that the user gets
     */
    public void failure(Throwable cause) {
        see(Poll.failed(cause));
    }

    /**
     * The handle shows that it was cancelled, in the way of its ecosystem (law L5).
     *
     * @param reason the exception that comes with it, or null
     */
    public void cancelled(@Nullable Throwable reason) {
        see(Poll.cancelled(reason));
    }

    /**
     * The handle shows an error, in an ecosystem that tells cancellation from failure by the class of it.
     *
     * @param error the very object that the user gets
     */
    public void thrown(Throwable error) {
        if (error instanceof CancellationException) {
            cancelled(error);
        } else {
            failure(error);
        }
    }

    /**
     * Adds a way to end the handle from outside, one that releases the task (law L6).
     *
     * @param name what it is called in the ecosystem, for instance {@code dispose}
     * @param action ends the handle
     * @return this probe
     */
    public HandleProbe endedBy(String name, Runnable action) {
        ends.add(new End(name, action, true));
        return this;
    }

    /**
     * Adds a way to end the handle from outside that leaves the task alone, because it was only a look at it (law L4).
     *
     * @param name what it is called in the ecosystem, for instance {@code interrupt}
     * @param action ends the handle
     * @return this probe
     */
    public HandleProbe leftBy(String name, Runnable action) {
        ends.add(new End(name, action, false));
        return this;
    }

    private void see(Outcome<@Nullable Object> outcome) {
        if (!seen.complete(outcome)) {
            twice = true;
        }
    }

    // ------------------------------------------------------------------------------------------ for the laws

    /** One way to end a handle from outside. */
    record End(String name, Runnable action, boolean releases) {
    }

    List<End> ends() {
        return List.copyOf(ends);
    }

    /** Ends the handle in the way of that name. */
    void end(String name) {
        for (End end : ends) {
            if (end.name().equals(name)) {
                end.action().run();
                return;
            }
        }
        throw new IllegalStateException("This handle can't be ended by " + name + "; expected one of " + ends);
    }

    /** What the handle has shown so far, or null. */
    @Nullable Outcome<@Nullable Object> peek() {
        return seen.getNow(null);
    }

    /** What the handle shows, which may come from another thread; null when nothing came in time. */
    @Nullable Outcome<@Nullable Object> await(Duration patience) throws InterruptedException {
        try {
            return seen.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new AssertionError("what was seen is recorded, never failed", e);
        }
    }

    boolean sawTwice() {
        return twice;
    }
}
