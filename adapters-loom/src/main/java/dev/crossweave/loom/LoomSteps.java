package dev.crossweave.loom;

import dev.crossweave.Schedule;
import dev.crossweave.Spawner;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.loom.spi.StepEngine;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads whose every step is one poll on a schedule of yours: an event loop, a {@link dev.crossweave.RunQueue}, a
 * pool. A step lasts until the thread yields, parks, blocks or ends; what wakes the thread wakes its task. Code that blocks
 * runs so on a loop's own thread without blocking it, and between two of its steps nothing else of that loop runs.
 *
 * <p>Needs a flag, {@code --add-opens java.base/java.lang=dev.crossweave.loom}, or {@code =ALL-UNNAMED} on the class path; or a
 * {@link StepEngine}. {@link LoomTasks} needs none.
 *
 * <p>What to know of such threads:
 * <ul>
 * <li><b>Platform threads only.</b> A schedule that polls on a virtual thread has its tasks failed, with a message that says so.
 * So has {@link Schedule#inline()}, where a virtual thread does the waking.
 * <li><b>Threads that are started inside</b>, those of {@link LoomTasks} too, take their steps on the same schedule, also when the
 * task has ended long since. It has to run for as long as they live.
 * <li><b>Locks that are shared with the loop's thread</b> stop it for good: once that thread waits for a lock that one of its own
 * virtual threads holds, or waits for in front of it, nobody is left to let go. Code that polls on the loop takes no lock that
 * such a thread takes, or tries only.
 * <li><b>Monitors</b> are fine from Java 24 on. Before, a thread that parks inside of {@code synchronized} takes the loop along,
 * as one does in any version that waits below native code or a class initializer.
 * <li><b>Interrupts of the loop's thread</b> that come during a step are lost, as the JDK clears that flag after it; one that is
 * set before is put back. To stop a loop, close its queue, or have a flag of your own.
 * <li><b>A schedule that rejects or discards a step</b> strands nothing: the thread is interrupted and takes the rest of its
 * steps on a daemon thread of this class, so that its {@code finally} blocks run. So do threads that were started inside, which
 * aren't interrupted.
 * </ul>
 *
 * <p>Immutable; any thread.
 */
public final class LoomSteps {

    private final Spawner spawner;
    private final StepEngine engine;

    private LoomSteps(Spawner spawner, StepEngine engine) {
        this.spawner = spawner;
        this.engine = engine;
    }

    // ------------------------------------------------------------------------------------------ make

    /**
     * Steps on a schedule.
     *
     * @param schedule polls on platform threads; {@code executor::execute} for an executor
     * @return what makes tasks and threads
     * @throws UnsupportedOperationException when this JVM can't; the message names the flag that is missing
     */
    public static LoomSteps on(Schedule schedule) {
        return on(Tasks.on(schedule));
    }

    /**
     * Steps on a schedule with a spawner's options: a name, which the virtual threads have too, a priority, a hook for late
     * errors. {@linkplain Spawner#local() Local} steps are taken on that thread only; wakes may come from anywhere (law L17).
     *
     * @param spawner where and how steps are polled; on platform threads
     * @return what makes tasks and threads
     * @throws UnsupportedOperationException when this JVM can't; the message names the flag that is missing
     */
    public static LoomSteps on(Spawner spawner) {
        Objects.requireNonNull(spawner, "steps need a spawner, which is null here");
        return new LoomSteps(spawner, StepEngines.require());
    }

    /**
     * Tells whether this JVM can, found out by running a thread step by step, once. Any thread; the first call takes
     * milliseconds.
     *
     * @return false when {@link #on} would throw
     */
    public static boolean isAvailable() {
        return StepEngines.isAvailable();
    }

    /**
     * Refuses to go on where {@link #isAvailable()} is false: for the start of a program.
     *
     * @throws UnsupportedOperationException when this JVM can't; the message names the flag that is missing
     */
    public static void requireAvailable() {
        StepEngines.require();
    }

    // ------------------------------------------------------------------------------------------ use

    /**
     * A computation that may block, on a virtual thread of its own whose steps are polls on the schedule. It starts when the task
     * is first awaited or started (law L3). Inheritable thread-locals and the context class loader are those of the thread
     * that calls this, and so is the {@link dev.crossweave.TaskContext} in which the body runs (law L10).
     *
     * <p>Cancelling interrupts the thread, and its steps go on until the body has run to its end, {@code finally} blocks
     * included; then the task is seen cancelled (law L7). The task ends on the thread that took the last step.
     *
     * <p>When the schedule rejects a step the task fails with what it threw (law L18), when it discards one the task is
     * cancelled; both after the body has run to its end elsewhere, interrupted. A body that was not begun is not begun then. A
     * value that the body still comes to is discarded (law L9), an error that isn't an interrupt is a late one (law L8).
     *
     * @param <T> the type of the value
     * @param body may block; a thrown {@link java.util.concurrent.CancellationException} is Cancelled, anything else that is
     *     thrown a failure
     * @return a lazy task
     */
    public <T extends @Nullable Object> Task<T> fromCallable(Callable<? extends T> body) {
        return new StepTask<>(spawner, engine,
                Objects.requireNonNull(body, "fromCallable needs a callable, which is null here"));
    }

    /**
     * The schedule as the scheduler of virtual threads: for {@code newThreadPerTaskExecutor}, for a StructuredTaskScope.
     *
     * <p>When the schedule rejects the first step, {@link Thread#start()} throws
     * {@link java.util.concurrent.RejectedExecutionException}. When it rejects a later one, that is a late error (law L8), and
     * the thread runs to its end elsewhere, interrupted.
     *
     * @return makes virtual threads, which have the spawner's name or none
     */
    public ThreadFactory threadFactory() {
        return body -> StepThread.unstarted(spawner, engine, body);
    }

    /**
     * The platform thread that runs the caller: itself, or what carries it when it is virtual. An answer may be out of date
     * after the next yield or wait.
     *
     * @return a platform thread
     * @throws UnsupportedOperationException on a virtual thread, when java.lang isn't open; the message names the flag
     */
    public static Thread carrier() {
        Thread current = Thread.currentThread();
        return current.isVirtual() ? Carriers.current() : current;
    }

    @Override
    public String toString() {
        return "steps" + (spawner.name() == null ? "" : " " + spawner.name()) + " by " + engine.getClass().getName();
    }
}
