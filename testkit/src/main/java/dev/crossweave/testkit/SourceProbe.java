package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A source whose end the law decides, and which counts how often it is started and cancelled. A fixture extends it:
 * {@link #source()} gives the thing itself, which calls {@link #started()}, {@link #onEnd} or {@link #awaitEnd()}, and
 * {@link #cancelled()}. Any thread.
 *
 * @param <S> the type of the source
 */
public abstract class SourceProbe<S> {

    private final Object lock = new Object();
    private final List<Consumer<Outcome<@Nullable Object>>> sinks = new ArrayList<>();
    private @Nullable Outcome<@Nullable Object> end;
    private @Nullable RuntimeException refusal;
    private boolean free;
    private @Nullable Runnable lookAtStart;
    private @Nullable Runnable lookAtCancel;
    private int starts;
    private int cancels;

    /** A source that has neither been started nor ended. */
    protected SourceProbe() {
    }

    /**
     * The source itself, the same one every time.
     *
     * @return the source
     */
    public abstract S source();

    // ------------------------------------------------------------------------------------------ for the fixture

    /**
     * Counts a start. A cold source calls it first thing when it is started. Throws what the law wants the start to throw.
     */
    protected final void started() {
        look(lookAtStart);
        synchronized (lock) {
            starts++;
            lock.notifyAll();
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    /**
     * Hands the end on, now when it is decided already, else from inside {@link #end}, on the thread of the law.
     *
     * @param sink turns the end into the signal of the ecosystem. Cancelled means: somebody else cancels the source
     */
    protected final void onEnd(Consumer<Outcome<@Nullable Object>> sink) {
        Outcome<@Nullable Object> decided;
        synchronized (lock) {
            decided = end;
            if (decided == null) {
                sinks.add(sink);
                return;
            }
        }
        sink.accept(decided);
    }

    /**
     * Blocks until the end is decided.
     *
     * @return the end
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    protected final Outcome<@Nullable Object> awaitEnd() throws InterruptedException {
        synchronized (lock) {
            while (end == null) {
                lock.wait();
            }
            return end;
        }
    }

    /**
     * The end, when it is decided already.
     *
     * @return the end, or null
     */
    protected final @Nullable Outcome<@Nullable Object> peekEnd() {
        synchronized (lock) {
            return end;
        }
    }

    /** Counts a cancellation, which came from the task. */
    protected final void cancelled() {
        look(lookAtCancel);
        synchronized (lock) {
            cancels++;
            lock.notifyAll();
        }
    }

    /** Blocks until {@link #letGo()}, whatever interrupts come: for {@link Trait#LETS_GO_LATER}. */
    protected final void holdUntilLetGo() {
        boolean interrupted = false;
        synchronized (lock) {
            while (!free) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ------------------------------------------------------------------------------------------ for the laws

    /**
     * Decides the end. A cold source that was not started yet ends so when it is.
     *
     * @param outcome how it ends; Cancelled means that somebody else cancels it
     */
    public final void end(Outcome<@Nullable Object> outcome) {
        List<Consumer<Outcome<@Nullable Object>>> told;
        synchronized (lock) {
            if (end != null) {
                throw new IllegalStateException("A source ends once; it has ended with " + end + ", got " + outcome);
            }
            end = outcome;
            told = List.copyOf(sinks);
            sinks.clear();
            lock.notifyAll();
        }
        told.forEach(sink -> sink.accept(outcome));
    }

    /**
     * Ends it with a value.
     *
     * @param value the value, or null
     */
    public final void succeed(@Nullable Object value) {
        end(Poll.ready(value));
    }

    /**
     * Ends it with a failure.
     *
     * @param cause what it raises
     */
    public final void fail(Throwable cause) {
        end(Poll.failed(cause));
    }

    /** Looks around inside of each start, before it counts. Told before there is one. */
    final void whenStarted(Runnable look) {
        lookAtStart = look;
    }

    /** Looks around inside of each cancellation, before it counts. Told before there is one. */
    final void whenCancelled(Runnable look) {
        lookAtCancel = look;
    }

    private static void look(@Nullable Runnable look) {
        if (look != null) {
            look.run();
        }
    }

    /**
     * Makes {@link #started()} throw.
     *
     * @param thrown what it throws
     */
    public final void refuseToStart(RuntimeException thrown) {
        synchronized (lock) {
            refusal = thrown;
        }
    }

    /**
     * Lets a source come to its end that was cancelled and takes its time: for {@link Trait#LETS_GO_LATER}. Does nothing to
     * any other.
     */
    public void letGo() {
        synchronized (lock) {
            free = true;
            lock.notifyAll();
        }
    }

    /**
     * How often it was started.
     *
     * @return the count; 0 for a hot source
     */
    public final int starts() {
        synchronized (lock) {
            return starts;
        }
    }

    /**
     * How often the task has cancelled it.
     *
     * @return the count
     */
    public final int cancels() {
        synchronized (lock) {
            return cancels;
        }
    }

    /**
     * Waits for the start, which another thread may make.
     *
     * @param patience how long
     * @return false when it was not started in that time
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public final boolean awaitStart(Duration patience) throws InterruptedException {
        return await(patience, true);
    }

    /**
     * Waits for the cancellation, which may reach the source on another thread.
     *
     * @param patience how long
     * @return false when it was not cancelled in that time
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public final boolean awaitCancel(Duration patience) throws InterruptedException {
        return await(patience, false);
    }

    private boolean await(Duration patience, boolean start) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while ((start ? starts : cancels) == 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                lock.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            return true;
        }
    }

    @Override
    public String toString() {
        synchronized (lock) {
            return "source started " + starts + " times, cancelled " + cancels + " times, "
                    + (end == null ? "not ended" : "ended with " + end);
        }
    }
}
