package dev.crossweave.loom.spi;

import java.util.concurrent.Executor;

/**
 * A way to virtual threads whose steps are taken by whoever wants to: it makes them, takes one step of one, and takes those that
 * the schedule won't. {@link dev.crossweave.loom.LoomSteps} is all that is above it.
 *
 * <p>The JDK has no public way yet. Without an engine from elsewhere the constructor is used that the JDK's own tests use, which
 * needs a flag; an official API for schedulers of virtual threads fits behind these three methods, and then no flag is needed.
 * An engine is a service: a public class with a public constructor without parameters. Two of them are an error.
 */
public interface StepEngine {

    /**
     * Starts a thread's way: gives what builds a virtual thread that hands each of its steps over. The thread, and those that
     * are started inside of it and name no other scheduler, call {@code ready} each time when they can go on: at the start,
     * after a yield, when they are unparked or unblocked. For one thread that is the same object every time. The call comes
     * from any thread, the thread itself must not unmount during it, and it doesn't throw; except for the first step, where
     * {@link java.util.concurrent.RejectedExecutionException} makes {@link Thread#start()} throw it and ends the thread.
     *
     * @param ready is given what {@link #resume} takes
     * @return a new builder
     */
    Thread.Builder.OfVirtual start(Executor ready);

    /**
     * Continues a thread for one step, on the current thread, which is a platform thread: until it yields, parks, blocks or
     * ends. Does nothing when it can't go on, or another thread is at it already.
     *
     * @param continuation what {@code ready} was given
     */
    void resume(Runnable continuation);

    /**
     * Runs a step that the schedule has rejected, soon, on a platform thread of the engine's own; for otherwise the thread would
     * be stranded with its {@code finally} blocks not run. Never throws, and never runs it here and now.
     *
     * @param step calls {@link #resume}
     */
    void reject(Runnable step);
}
