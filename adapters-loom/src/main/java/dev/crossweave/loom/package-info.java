/**
 * Virtual threads ↔ tasks, streams and schedules.
 *
 * <table>
 * <caption>Conversions of single values, by {@link dev.crossweave.loom.LoomTasks}</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromCallable}</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>interrupts; cancelled when the body has ended</td><td>the virtual thread</td></tr>
 * <tr><td>{@code await(task)}</td><td>starts a lazy task</td><td>observes</td><td>kept</td><td>same object</td>
 * <td>InterruptedException, the task goes on</td><td>that waits</td></tr>
 * <tr><td>{@code await(pollable)}</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>InterruptedException, drops the pollable</td><td>that waits</td></tr>
 * </table>
 *
 * <table>
 * <caption>Conversions of streams and schedules</caption>
 * <tr><th>source or
 * target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th><th>demand</th><th>context</th><th>calling
 * thread</th></tr>
 * <tr><td>{@code LoomStreams.generate(generator)}</td><td>cold</td><td>OWNED</td><td>no null items; empty
 * completes</td><td>unwrapped, same object</td><td>drop interrupts; the generator runs to its end</td><td>the capacity, refilled
 * at three quarters</td><td>of where it was made, over it the consumer's at the first poll</td><td>a virtual one of its
 * own</td></tr>
 * <tr><td>{@code stream.blockingItems()}, of core</td><td>cold</td><td>OWNED</td><td>no null items; empty
 * completes</td><td>same object</td><td>InterruptedException; close drops the stream</td><td>one item after the
 * other</td><td>the thread's</td><td>that waits</td></tr>
 * <tr><td>{@code LoomGenerators.generate(generator)}, experimental</td><td>cold</td><td>OWNED</td><td>no null items; empty
 * completes</td><td>unwrapped, same object</td><td>drop runs the generator to its end</td><td>the capacity, refilled at three
 * quarters</td><td>of where it was made, over it the consumer's at the first poll</td><td>that polls, always the
 * same</td></tr>
 * <tr><td>{@code LoomSchedules.virtualThreads(name)}, {@code from(executor)}</td><td>–</td><td>an executor stays its
 * owner's</td><td>–</td><td>a rejection fails the task</td><td>–</td><td>–</td><td>of each task</td><td>a new virtual one for
 * each poll; the executor's</td></tr>
 * </table>
 *
 * <table>
 * <caption>Conversions of {@link dev.crossweave.loom.LoomSteps}, which needs a flag</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromCallable}</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>interrupts; cancelled when the body has ended, step by step</td><td>a virtual thread, carried by those that poll; the end is
 * told on the last of them</td></tr>
 * <tr><td>{@code threadFactory}</td><td>hot</td><td>the caller's</td><td>none</td><td>the thread's handler</td>
 * <td>the caller's</td><td>a virtual thread, carried by those that poll</td></tr>
 * </table>
 *
 * <p>There is no adapter for {@code Adapters} in here: nothing tells a callable or a generator from any other lambda.
 */
@NullMarked
package dev.crossweave.loom;

import org.jspecify.annotations.NullMarked;
