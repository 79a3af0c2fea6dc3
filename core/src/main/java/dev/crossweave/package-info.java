/**
 * One small task for every async ecosystem on the JVM: a computation that is polled, a waker that asks for the next poll,
 * a lock-free state machine with cancellation, and a schedule function that any executor can be built on.
 *
 * <p>In reading order: {@link dev.crossweave.Poll} and {@link dev.crossweave.Outcome}, what a poll answers;
 * {@link dev.crossweave.Pollable}, what is polled; {@link dev.crossweave.Waker}; {@link dev.crossweave.Task}, the handle;
 * {@link dev.crossweave.RunnableTask}, the right to poll once; {@link dev.crossweave.Schedule}, what receives it;
 * {@link dev.crossweave.Tasks} and {@link dev.crossweave.Spawner}, which make tasks; {@code TaskState}, the state machine
 * with its diagram; {@code TaskCell}, the one object of a spawned task; {@link dev.crossweave.Completer}, a task that is
 * completed from outside, which adapters extend; {@link dev.crossweave.RunQueue}; {@link dev.crossweave.TaskScope};
 * {@link dev.crossweave.TaskContext}, what goes with a task from thread to thread;
 * {@link dev.crossweave.PollableStream}, many values, and {@link dev.crossweave.Channel}, a bounded queue that is one;
 * {@link dev.crossweave.BlockingItems}, a stream's items for a thread that may block;
 * {@link dev.crossweave.StreamSource} and {@link dev.crossweave.StreamDrain}, streams from and to what pushes, which
 * adapters extend; {@link dev.crossweave.TaskContext}, what a task remembers of where it was made;
 * {@link dev.crossweave.FutureTasks} and {@link dev.crossweave.FlowStreams}, the first adapters;
 * {@link dev.crossweave.Adapters}, all adapters by the types of what they convert.
 */
@NullMarked
package dev.crossweave;

import org.jspecify.annotations.NullMarked;
