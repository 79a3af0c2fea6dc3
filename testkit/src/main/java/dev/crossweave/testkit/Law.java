package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Task;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** One case of one law: its name, how long it waits for what must come, and the ways to say that it was broken. */
final class Law {

    private final String name;
    private final String situation;
    private final Duration patience;

    Law(String name, String situation, Duration patience) {
        this.name = name;
        this.situation = situation;
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    // ------------------------------------------------------------------------------------------ waiting

    /** Starts the task, awaits it, and gives its outcome. */
    Outcome<@Nullable Object> outcome(Task<@Nullable Object> task) throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        task.poll(woken::countDown);
        if (!task.isDone()) {
            expect(await(woken), "the task to end, and to wake who awaits it", task);
        }
        if (task.peek() instanceof Outcome<@Nullable Object> outcome) {
            return outcome;
        }
        throw broken("a task that has ended when it wakes who awaits it", task);
    }

    /** What the handle shows, once. */
    Outcome<@Nullable Object> seen(HandleProbe handle) throws InterruptedException {
        Outcome<@Nullable Object> seen = handle.await(patience);
        if (seen == null) {
            throw broken("the handle to end", "nothing after " + patience);
        }
        expect(!handle.sawTwice(), "one end of the handle", "two");
        return seen;
    }

    boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void startsOnce(SourceProbe<?> source) throws InterruptedException {
        expect(source.awaitStart(patience), "the source to be started", source);
        count(1, "starts", source.starts());
    }

    void cancelsOnce(SourceProbe<?> source) throws InterruptedException {
        expect(source.awaitCancel(patience), "the source to be cancelled", source);
        count(1, "cancellations of the source", source.cancels());
    }

    // ------------------------------------------------------------------------------------------ judging

    void expect(boolean kept, String expected, @Nullable Object came) {
        if (!kept) {
            throw broken(expected, came);
        }
    }

    void same(@Nullable Object expected, @Nullable Object came) {
        expect(expected == came, "the same object, " + show(expected), show(came));
    }

    void count(int expected, String what, int came) {
        expect(expected == came, expected + " " + what, came);
    }

    <T> T is(Class<T> expected, @Nullable Object came) {
        expect(expected.isInstance(came), expected.getSimpleName(), show(came));
        return expected.cast(Objects.requireNonNull(came));
    }

    void value(@Nullable Object expected, Outcome<@Nullable Object> came) {
        same(expected, is(Outcome.Value.class, came).value());
    }

    Throwable failure(Outcome<?> came) {
        return is(Outcome.Failure.class, came).cause();
    }

    @Nullable Throwable cancelled(Outcome<?> came) {
        return is(Outcome.Cancelled.class, came).reason();
    }

    AssertionFailedError broken(String expected, @Nullable Object came) {
        return new AssertionFailedError(
                name + " is broken. Given " + situation + ": expected " + expected + "; came " + came);
    }

    private static String show(@Nullable Object object) {
        return object == null
                ? "null"
                : object + " (" + object.getClass().getName() + " "
                        + Integer.toHexString(System.identityHashCode(object)) + ")";
    }
}
