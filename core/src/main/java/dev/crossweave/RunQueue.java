package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run queue: any number of threads schedule, one at a time runs. First in, first out, in each {@link Priority}.
 *
 * <p>Two parts. The <em>inbox</em> takes what comes from other threads: a Treiber stack, linked through the tasks
 * themselves, which the running thread takes as a whole and turns around. The <em>lanes</em>, one for each priority, are
 * plain lists that only the running thread touches; what that thread schedules itself goes straight there.
 *
 * <p>Cost: scheduling from another thread is lock-free, one compare-and-set when uncontended; from the running thread no
 * atomic; neither allocates. Taking the inbox is one exchange for all that is in it.
 *
 * <p>Fairness: the inbox is looked at every {@value #INBOX_INTERVAL} polls at the latest, and everything that is in a lane
 * is polled before anything in it is polled again. A task that wakes itself for ever therefore delays another ready task by
 * at most {@value #INBOX_INTERVAL} polls plus one poll of each task that was ready before it. Where priorities differ, the
 * first of a lane waits for at most {@value #PATIENCE} polls of more urgent lanes, and one of another lane that has waited
 * as long: each poll in the bound above counts {@value #PATIENCE} + 2 times at most.
 */
public final class RunQueue implements Schedule, AutoCloseable {

    /** How many polls pass at most before the inbox is looked at. */
    static final int INBOX_INTERVAL = 61;

    /** How many polls of more urgent lanes a lane lets pass. */
    static final int PATIENCE = 8;

    private static final Object CLOSED = new Object() {
        @Override
        public String toString() {
            return "closed";
        }
    };

    private static final VarHandle INBOX;
    private static final VarHandle RUNNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            INBOX = lookup.findVarHandle(RunQueue.class, "inbox", Object.class);
            RUNNER = lookup.findVarHandle(RunQueue.class, "runner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null when empty, the newest {@link TaskCell}, the {@link Thread} that is parked on it, or {@link #CLOSED}. */
    private volatile @Nullable Object inbox;

    /** The thread that runs, or null. Only a thread itself ever finds itself in here. */
    private volatile @Nullable Thread runner;

    private final Lane[] lanes = {new Lane(), new Lane(), new Lane()}; // by Priority.lane
    private final Lane normal = lanes[Priority.NORMAL.lane];

    /** How many tasks are in other lanes than {@link #normal}. */
    private int special;
    private int untilInbox = INBOX_INTERVAL;

    /** The ready tasks of one priority, oldest first, linked through {@link TaskCell#link}. */
    private static final class Lane {
        private @Nullable TaskCell<?> head;
        private @Nullable TaskCell<?> tail;

        /** How many polls of more urgent lanes it has let pass since it was polled itself. */
        private int passed;
    }

    /** An empty queue. */
    public RunQueue() {
    }

    // ------------------------------------------------------------------------------------------ scheduling

    /**
     * Takes a task over that was spawned on another schedule which passes it on to here. Tasks that are spawned on this
     * queue come by a shorter way.
     *
     * @throws RejectedExecutionException when the queue is closed
     * @throws IllegalStateException when the task isn't scheduled, or lies in a queue already
     */
    @Override
    public void schedule(RunnableTask task) {
        TaskCell<?> cell = (TaskCell<?>) Objects.requireNonNull(task, "schedule needs a task, which is null here");
        if (!cell.takeIntoQueue()) {
            throw new IllegalStateException(
                    task + " can't be queued: expected the right to poll, which exists once while"
                            + " the task is scheduled; it was used up or lies in a queue already.");
        }
        try {
            enqueue(cell);
        } catch (RejectedExecutionException rejection) {
            cell.transitionUnqueue();
            throw rejection;
        }
    }

    /** Only with a cell whose word says that its right lies in here, or that has yielded; so it is in here once. */
    void enqueue(TaskCell<?> cell) {
        if ((Thread) RUNNER.getOpaque(this) == Thread.currentThread() && inbox != CLOSED) {
            append(cell);
            return;
        }
        Object head = inbox;
        for (;;) {
            if (head == CLOSED) {
                cell.link = null;
                throw new RejectedExecutionException("The run queue is closed and takes no more tasks.");
            }
            cell.link = head instanceof TaskCell<?> below ? below : null;
            Object seen = INBOX.compareAndExchange(this, head, cell);
            if (seen == head) {
                if (head instanceof Thread parked) {
                    LockSupport.unpark(parked);
                }
                return;
            }
            head = seen;
        }
    }

    // ------------------------------------------------------------------------------------------ running

    /**
     * Polls one ready task.
     *
     * @return false when none was ready
     * @throws IllegalStateException when another thread runs this queue, or a poll of this queue calls
     */
    public boolean runOne() {
        if (!enter()) {
            return false;
        }
        try {
            return pollNext();
        } finally {
            leave();
        }
    }

    /**
     * Polls until nothing is ready. Endless when a task wakes itself for ever.
     *
     * @return how many polls that were
     * @throws IllegalStateException when another thread runs this queue, or a poll of this queue calls
     */
    public long runAll() {
        return runSome(Long.MAX_VALUE);
    }

    /**
     * Polls until nothing is ready, but not more often than a budget allows: one turn of a loop that has other things to do.
     *
     * @param budget how many polls at most, one at least
     * @return how many polls that were; when it is the budget, more may be ready
     * @throws IllegalStateException when another thread runs this queue, or a poll of this queue calls
     */
    public long runSome(long budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("runSome needs a budget of one poll at least; got " + budget);
        }
        if (!enter()) {
            return 0;
        }
        try {
            long polls = 0;
            while (polls < budget && pollNext()) {
                polls++;
            }
            return polls;
        } finally {
            leave();
        }
    }

    /**
     * Polls until a task has ended, and parks while nothing is ready.
     *
     * @param <T> the type of the value
     * @param task any task; it is started when it is lazy
     * @return its outcome
     * @throws InterruptedException when the thread is interrupted while nothing is ready; the task goes on
     * @throws RejectedExecutionException when the queue is closed before the task has ended
     * @throws IllegalStateException when another thread runs this queue, or a poll of this queue calls
     */
    public <T extends @Nullable Object> Outcome<T> runUntil(Task<T> task) throws InterruptedException {
        Objects.requireNonNull(task, "runUntil needs a task, which is null here");
        if (!enter()) {
            return outcomeAfterClose(task);
        }
        Thread me = Thread.currentThread();
        Waker unpark = () -> LockSupport.unpark(me);
        try {
            task.poll(unpark);
            for (;;) {
                if (task.peek() instanceof Outcome<T> outcome) {
                    return outcome;
                }
                if (!pollNext()) {
                    if (inbox == CLOSED) {
                        return outcomeAfterClose(task); // it may have been discarded with the rest
                    }
                    park(me, task, unpark);
                }
            }
        } finally {
            task.forget(unpark);
            leave();
        }
    }

    /**
     * Polls until the queue is closed, and parks while nothing is ready: the loop of a thread of its own.
     *
     * @throws InterruptedException when the thread is interrupted while nothing is ready
     * @throws IllegalStateException when another thread runs this queue, or a poll of this queue calls
     */
    public void runUntilClosed() throws InterruptedException {
        if (!enter()) {
            return;
        }
        try {
            while (inbox != CLOSED) {
                if (!pollNext()) {
                    park(Thread.currentThread(), null, Waker.NOOP);
                }
            }
        } finally {
            leave();
        }
    }

    /**
     * Closes the queue: what it holds is discarded (those tasks end as cancelled), what comes is rejected, and nothing
     * is polled any more. Any thread; closing twice does nothing.
     */
    @Override
    public void close() {
        Object held = INBOX.getAndSet(this, CLOSED);
        if (held instanceof Thread parked) {
            LockSupport.unpark(parked);
        } else if (held instanceof TaskCell<?> newest) {
            discardAll(turned(newest));
        }
        Thread me = Thread.currentThread();
        if (runner == me) {
            discardLanes();
        } else {
            discardIfLeft(me);
        }
    }

    @Override
    public String toString() {
        Thread running = runner;
        return "run queue (" + (inbox == CLOSED ? "closed" : running == null ? "not running" : "running on " + running)
                + ")";
    }

    // ------------------------------------------------------------------------------------------ the running thread

    /** False when the queue is closed and another thread clears it: then there is nothing to run. */
    private boolean enter() {
        Thread me = Thread.currentThread();
        while (!RUNNER.compareAndSet(this, null, me)) {
            Thread other = runner;
            if (other == me) {
                throw new IllegalStateException("A poll of this run queue can't run the queue itself.");
            }
            if (inbox == CLOSED) {
                return false;
            }
            if (other != null) { // else it has left meanwhile
                throw new IllegalStateException(
                        "This run queue is run by " + other + " already; one thread at a time.");
            }
        }
        return true;
    }

    private static <T extends @Nullable Object> Outcome<T> outcomeAfterClose(Task<T> task) {
        if (task.peek() instanceof Outcome<T> outcome) {
            return outcome;
        }
        throw new RejectedExecutionException("The run queue was closed before " + task + " had ended.");
    }

    private void leave() {
        runner = null;
        if (inbox == CLOSED) {
            discardIfLeft(Thread.currentThread());
        }
    }

    private boolean pollNext() {
        Object head = inbox;
        if (head == CLOSED) {
            discardLanes();
            return false;
        }
        if (--untilInbox <= 0 || (normal.head == null && special == 0)) {
            untilInbox = INBOX_INTERVAL;
            takeInbox(head);
        }
        Lane lane = special == 0 ? normal : nextLane();
        TaskCell<?> cell = lane.head;
        if (cell == null) {
            return false;
        }
        cell.checkThread(); // throws for a local task of another thread, and leaves it where it is
        lane.passed = 0;
        lane.head = next(cell);
        if (lane.head == null) {
            lane.tail = null;
        }
        if (lane != normal) {
            special--;
        }
        cell.runQueued();
        return true;
    }

    /** The most urgent lane that isn't empty, or a less urgent one that has lost patience. Only when one isn't empty. */
    private Lane nextLane() {
        Lane first = null;
        Lane impatient = null;
        for (Lane lane : lanes) {
            if (lane.head == null) {
                continue;
            }
            if (first == null) {
                first = lane;
            } else if (++lane.passed > PATIENCE && impatient == null) {
                impatient = lane;
            }
        }
        return impatient != null ? impatient : Objects.requireNonNull(first);
    }

    /** Moves the inbox into the lanes, oldest first. One exchange, none when it is empty. */
    private void takeInbox(@Nullable Object head) {
        Object newest = head;
        while (newest instanceof TaskCell<?> taken) {
            newest = INBOX.compareAndExchange(this, taken, null);
            if (newest == taken) {
                TaskCell<?> cell = turned(taken);
                while (cell != null) {
                    TaskCell<?> after = next(cell);
                    append(cell);
                    cell = after;
                }
                return;
            }
        }
    }

    private void append(TaskCell<?> cell) {
        Lane lane = normal;
        int index = cell.lane();
        if (index != Priority.NORMAL.lane) {
            lane = lanes[index];
            special++;
        }
        if (cell.link != null) {
            cell.link = null;
        }
        TaskCell<?> last = lane.tail;
        if (last == null) {
            lane.head = cell;
        } else {
            last.link = cell;
        }
        lane.tail = cell;
    }

    /** The task behind this one, which is in a list. */
    private static @Nullable TaskCell<?> next(TaskCell<?> cell) {
        return (TaskCell<?>) cell.link;
    }

    /** Turns a chain around. What was its head is its tail afterwards. */
    private static TaskCell<?> turned(TaskCell<?> newest) {
        TaskCell<?> done = null;
        TaskCell<?> left = newest;
        while (left != null) {
            TaskCell<?> below = next(left);
            left.link = done;
            done = left;
            left = below;
        }
        return Objects.requireNonNull(done);
    }

    /**
     * Parks while the inbox is empty. The thread stands in the inbox itself meanwhile, so that whoever schedules finds it
     * with the same compare-and-set that takes its place. Registers with the task before each park, as {@link ThreadWait} does.
     */
    private void park(Thread me, @Nullable Task<?> awaited, Waker unpark) throws InterruptedException {
        if (!INBOX.compareAndSet(this, null, me)) {
            return; // something came, or the queue was closed
        }
        try {
            while (inbox == me && (awaited == null || !awaited.poll(unpark).isReady())) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while the run queue was empty");
                }
                LockSupport.park(this);
            }
        } finally {
            INBOX.compareAndSet(this, me, null);
        }
    }

    // ------------------------------------------------------------------------------------------ closing

    /** After CLOSED was set: clears the lanes, unless a running thread will find out itself. */
    private void discardIfLeft(Thread me) {
        if (RUNNER.compareAndSet(this, null, me)) {
            try {
                discardLanes();
            } finally {
                runner = null;
            }
        }
    }

    private void discardLanes() {
        for (Lane lane : lanes) {
            TaskCell<?> first = lane.head;
            lane.head = null;
            lane.tail = null;
            discardAll(first);
        }
        special = 0;
    }

    private static void discardAll(@Nullable TaskCell<?> first) {
        TaskCell<?> cell = first;
        while (cell != null) {
            TaskCell<?> after = next(cell);
            cell.link = null;
            cell.discardQueued(
                    new RejectedExecutionException("The run queue was closed before this task could be polled."));
            cell = after;
        }
    }
}
