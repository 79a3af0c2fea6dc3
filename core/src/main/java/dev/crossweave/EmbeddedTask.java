package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task inside an object of yours: extend this, and your object <em>is</em> the task, as one extends
 * {@link java.util.concurrent.ForkJoinTask}. Spawning allocates nothing beyond the object, and after its end it can be
 * re-armed and started again, which allocates nothing at all: pools of connections, sessions and actors need no task per
 * request.
 *
 * <p>A life goes from construction or {@link #rearm()} to an end; {@link #start()}, or the first await, begins it. Each has a
 * number. {@link #poll(int, Waker)} and {@link #cancel(int, Throwable)} take the number of the life that is meant, and refuse
 * when it is over, so that who holds on to an earlier life can't disturb a later one. The methods of {@link Task} mean the
 * life at hand. A waker from an earlier life may cost one spurious poll.
 *
 * @param <T> the type of the value
 */
public abstract non-sealed class EmbeddedTask<T extends @Nullable Object> extends TaskCell<T> {

    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(EmbeddedTask.class, "taken", char.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The life whose end has taken its awaiters, until somebody re-arms the task. An end is seen before that; the next life
     * must not begin before that, or the end would take its first awaiters too.
     */
    private char taken = Character.MAX_VALUE; // none yet

    /** Where this life began (L10); null when nothing is registered, and after the end (L16). */
    private @Nullable TaskContext context;

    /** {@link #onPoll} and {@link #onDrop} as what a context is put around. Made once, when the first context is there. */
    private @Nullable Body body;

    /**
     * The first life, not started, in the context of here and now.
     *
     * @param spawner where and how the task is polled
     */
    protected EmbeddedTask(Spawner spawner) {
        this(spawner, TaskContext.capture());
    }

    /**
     * The first life, not started, in a context that is given. For a task that is made on whichever thread comes by.
     *
     * @param spawner where and how the task is polled
     * @param context of this life; {@link #rearm()} captures that of the next one
     */
    protected EmbeddedTask(Spawner spawner, TaskContext context) {
        super(Objects.requireNonNull(spawner, "an embedded task needs a spawner, which is null here"), null, 0);
        this.context = nullIfEmpty(
                Objects.requireNonNull(context,
                        "an embedded task needs a context, which is null here; empty() is none"));
    }

    /**
     * Makes progress; see {@link Pollable#poll}. To allocate nothing at the end, answer an outcome that you keep.
     *
     * @param waker asks for the next poll
     * @return pending, or the outcome
     * @throws Exception the failure
     */
    protected abstract Poll<T> onPoll(Waker waker) throws Exception;

    /** Lets go of what this life held; see {@link Pollable#drop}. */
    protected void onDrop() {
    }

    /**
     * Begins the next life, not started. Only after an end, and when whoever awaits has seen it: its outcome is gone now. One atomic
     * operation and a volatile write.
     *
     * @throws IllegalStateException when the life at hand has not ended, or somebody else re-arms the task
     */
    public final void rearm() {
        TaskContext next = nullIfEmpty(TaskContext.capture()); // first: it runs code of others
        int word = word();
        int life = lifeOf(word);
        if (!ended(word) || !claimRearm(life)) { // an end that comes only now has taken no awaiters yet
            throw new IllegalStateException(this + " can't be re-armed: expected a life that has ended.");
        }
        context = next;
        transitionRearm();
    }

    /** True for one of those who want to re-arm after this life, once its end has taken its awaiters. */
    @SuppressWarnings("ThreadPriorityCheck") // yielding only saves time: it lets a thread go on that was stopped
    private boolean claimRearm(int life) {
        while (life == life()) {
            if (TAKEN.compareAndSet(this, (char) life, (char) (life - 1))) {
                return true;
            }
            Thread.yield(); // who ends this life, or begins the next, is a few instructions away, unless it was stopped there
        }
        return false;
    }

    /**
     * The number of the life at hand, from 0 to 65,535 and around again.
     *
     * @return the number
     */
    public final int life() {
        return lifeOf(word());
    }

    /**
     * As {@link #poll(Waker)}, for one life only.
     *
     * @param life the life that is meant
     * @param waker woken once when it ends
     * @return pending, or the outcome
     * @throws IllegalStateException when that life is over and the task has been re-armed
     */
    public final Poll<T> poll(int life, Waker waker) {
        if (life() == life) {
            Poll<T> poll = pollIn(life, waker);
            VarHandle.loadLoadFence(); // the outcome is read before the life is looked at again
            if (life() == life) {
                return poll;
            }
            forget(waker);
        }
        throw new IllegalStateException(this + " is in life " + life() + "; got a handle of life " + life);
    }

    /**
     * As {@link #cancel(Throwable)}, for one life only.
     *
     * @param life the life that is meant
     * @param reason why, or null
     * @return false when that life has ended already
     */
    @Override
    public final boolean cancel(int life, @Nullable Throwable reason) {
        return super.cancel(life, reason);
    }

    @Override
    final Poll<T> pollBody() throws Exception {
        TaskContext mine = context;
        return mine == null ? onPoll(this) : InContext.poll(mine, body(), this);
    }

    @Override
    final void dropBody() {
        TaskContext mine = context;
        context = null;
        if (mine == null) {
            onDrop();
        } else {
            InContext.drop(mine, body());
        }
    }

    private static @Nullable TaskContext nullIfEmpty(TaskContext context) {
        return context.isEmpty() ? null : context;
    }

    private Body body() {
        Body made = body;
        if (made == null) {
            body = made = new Body();
        }
        return made;
    }

    private final class Body implements Pollable<T> {
        @Override
        public Poll<T> poll(Waker waker) throws Exception {
            return onPoll(waker);
        }

        @Override
        public void drop() {
            onDrop();
        }
    }

    @Override
    final void afterTaken() {
        TAKEN.setRelease(this, (char) life());
    }

    /** It will be needed again. */
    @Override
    final Spawner spawnerAfterEnd(Spawner used) {
        return used;
    }
}
