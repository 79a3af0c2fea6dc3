package dev.crossweave.loom;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.TaskContext;
import dev.crossweave.Waker;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is itself the body of a raw continuation, and what that emits to. All of it belongs to the thread that polls
 * it first, so nothing in here is shared but the waker, and nothing is atomic.
 *
 * <p>The body runs inside of a poll that finds no item, until there is no room for another one, or until it awaits something
 * that isn't there yet; and inside of the drop, where nothing suspends it any more. What the body awaits wakes this object,
 * and through it the consumer: to let go of a task then takes nobody else's registration away (L11).
 */
final class ContinuationStream<T> implements PollableStream<T>, Emitter<T>, Waker {

    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int batch;

    /** Of where the stream was made, and from the first poll on the consumer's over it (L10). Until the end. */
    private @Nullable TaskContext context = TaskContext.capture();

    private @Nullable Generator<T> generator; // until it runs (L16)
    private @Nullable RawContinuation body; // while it is suspended or runs
    private final Runnable resuming = this::resumeHere;

    private @Nullable Thread owner;
    private boolean busy;
    private boolean dropped;

    /** How many items may be emitted. Between calls it is zero only while there are items (S1). */
    private int room;

    /** How many items were taken whose room was not given back. */
    private int taken;

    /** What the last poll has answered, and what wasn't used up by a take. */
    private @Nullable Next answer;

    private @Nullable Outcome<@Nullable Void> end;

    /**
     * Of the last poll that ran the body. It is written before the body looks at what it awaits, and read after a change of that:
     * volatile, so that either the look sees the change, or this is the waker that hears of it.
     */
    private volatile Waker waker = Waker.NOOP;

    /** Is told at once, unless this thread is waking others: then when that has come to it. */
    private final Waker probe = () -> probed = true;

    /** False while the probe waits for its turn. */
    private boolean probed = true;

    /** The waking goes on outside of the body, since the consumer itself was polled by it. */
    private boolean wakingOutside;

    /** What ends the body when the consumer has gone; null before. */
    private @Nullable InterruptedException farewell;

    ContinuationStream(Generator<T> generator, int capacity) {
        this.generator = generator;
        this.room = capacity;
        this.batch = capacity - capacity / 4;
    }

    /** How many more items the generator may emit now. */
    int room() {
        return room;
    }

    // ------------------------------------------------------------------------------------------ the consumer's calls

    @Override
    public Next poll(Waker waker) {
        Objects.requireNonNull(waker, "poll needs a waker, which is null here; Waker.NOOP is for looking only");
        enter();
        try {
            if (items.isEmpty() && end == null) {
                advance(waker);
            }
            answer = !items.isEmpty() ? Next.ITEM : end == null ? Next.PENDING : Next.END;
            return answer;
        } finally {
            busy = false;
        }
    }

    @Override
    public T take() {
        enter();
        try {
            if (answer != Next.ITEM) {
                throw new IllegalStateException(
                        "take() of " + this + " needs a poll that answered ITEM before it, once for each item.");
            }
            answer = null;
            if (++taken == batch) {
                room += batch;
                taken = 0;
            }
            return items.remove();
        } finally {
            busy = false;
        }
    }

    @Override
    public Outcome<@Nullable Void> end() {
        enter();
        try {
            Outcome<@Nullable Void> ended = end;
            if (answer != Next.END || ended == null) {
                throw new IllegalStateException("end() of " + this + " needs a poll that answered END before it.");
            }
            return ended;
        } finally {
            busy = false;
        }
    }

    @Override
    public void drop() {
        enter();
        try {
            farewell = new InterruptedException("The consumer of the stream has gone.");
            generator = null;
            waker = Waker.NOOP;
            if (body != null) {
                resume(); // to its end: nothing suspends it any more
            }
            items.forEach(Hooks::discard);
            items.clear();
        } finally {
            busy = false;
            dropped = true;
        }
    }

    private void enter() {
        Thread current = Thread.currentThread();
        if (owner != null && owner != current) {
            throw new IllegalStateException("A generator on a raw continuation belongs to the thread that polled it"
                    + " first, " + owner + ", and this is " + current + ".");
        }
        if (dropped || busy) {
            throw new IllegalStateException(dropped
                    ? "The " + this + " was dropped and can't be used any more."
                    : "The " + this + " is in use by another call; it has one consumer, and one call at a time.");
        }
        busy = true;
    }

    // ------------------------------------------------------------------------------------------ running the body

    private void advance(Waker mine) {
        if (body == null) {
            begin();
        }
        if (waker != mine) {
            waker = mine;
        }
        wakingOutside = isWaking();
        resume();
    }

    private void begin() {
        Thread current = Thread.currentThread();
        if (current.isVirtual()) {
            throw new IllegalStateException("A generator on a raw continuation needs a platform thread, and " + current
                    + " is virtual: it could go on with another thread below it. LoomStreams.generate works there.");
        }
        owner = current;
        context = Objects.requireNonNull(context).with(TaskContext.capture());
        body = new RawContinuation(this::generate);
    }

    private void resume() {
        TaskContext mine = Objects.requireNonNull(context);
        if (mine.isEmpty()) {
            resumeHere(); // without an object for it (S6)
        } else {
            mine.run(resuming);
        }
        if (end != null) {
            body = null;
            context = null;
            waker = Waker.NOOP;
        }
    }

    private void resumeHere() {
        Objects.requireNonNull(body).run();
    }

    private void generate() {
        Generator<T> once = Objects.requireNonNull(generator);
        generator = null;
        try {
            once.run(this);
            end = Poll.ready(null);
        } catch (Throwable thrown) {
            end = Outcome.ofThrown(thrown);
            InterruptedException ours = farewell;
            if (ours != null && end instanceof Outcome.Failure<?>(Throwable cause)
                    && !Causes.has(cause, one -> one == ours)) { // nor what somebody made of it (L8)
                Hooks.lateError(cause);
            }
        }
    }

    // ------------------------------------------------------------------------------------------ the body's calls

    @Override
    public void emit(T item) throws InterruptedException {
        Objects.requireNonNull(item, "emit takes no null items, see PollableStream; got null");
        RawContinuation mine = checkInside("emits");
        try {
            untilAsked(mine); // over at once, unless it couldn't be suspended the last time
        } catch (Throwable thrown) {
            Hooks.discard(item);
            throw thrown;
        }
        room--;
        items.add(item);
        untilAsked(mine);
    }

    private void untilAsked(RawContinuation mine) throws InterruptedException {
        while (room == 0 && farewell == null) {
            suspend(mine);
        }
        checkNotGone();
    }

    @Override
    public <V extends @Nullable Object> V await(Pollable<V> pollable) throws InterruptedException {
        Objects.requireNonNull(pollable, "await needs a task or a pollable, which is null here");
        RawContinuation mine = checkInside("awaits");
        try {
            while (true) {
                if (poll(pollable, this) instanceof Outcome<V> outcome) {
                    return outcome.orElseThrow();
                }
                checkNotGone();
                suspend(mine);
                checkNotGone();
            }
        } finally {
            letGo(pollable);
        }
    }

    /** Of what the body awaits; from any thread. */
    @Override
    public void wake() {
        waker.wake();
    }

    private static <V extends @Nullable Object> Poll<V> poll(Pollable<V> pollable, Waker waker) {
        try {
            return pollable.poll(waker);
        } catch (Throwable thrown) {
            return Outcome.ofThrown(thrown);
        }
    }

    /** A task is observed (L4); anything else is dropped here, once (L7). */
    private void letGo(Pollable<?> pollable) {
        if (pollable instanceof Task<?> task) {
            task.forget(this);
            return;
        }
        try {
            pollable.drop();
        } catch (Throwable thrown) {
            Hooks.lateError(thrown);
        }
    }

    private void suspend(RawContinuation mine) {
        if (!wakingOutside && isWaking()) {
            throw new IllegalStateException("A generator can't be suspended here, inside of a wake or of a poll on"
                    + " Schedule.inline(): whatever else " + owner + " wakes would wait for it."
                    + " Emit and await outside of it.");
        }
        mine.suspend();
    }

    /**
     * Whether this thread is in the midst of waking others, one after the other (L14). A probe that still waits for its turn says
     * so, too: it gets it before the waking is over, and all of that is this thread's.
     */
    private boolean isWaking() {
        if (probed) {
            probed = false;
            Waker.tell(probe);
        }
        return !probed;
    }

    private void checkNotGone() throws InterruptedException {
        if (farewell != null) {
            throw farewell;
        }
    }

    private RawContinuation checkInside(String does) {
        RawContinuation mine = body;
        if (mine == null || !mine.isInnermost()) {
            throw new IllegalStateException("A generator " + does + " in its own frames, on " + owner
                    + "; and this is elsewhere, or inside of another generator, on " + Thread.currentThread() + ".");
        }
        return mine;
    }

    @Override
    public String toString() {
        return farewell != null
                ? "generator (consumer gone)"
                : end != null ? "generator (ended)" : body != null ? "generator (running)" : "generator (not started)";
    }
}
