/**
 * Project Reactor ↔ tasks, streams and schedules.
 *
 * <table>
 * <caption>Conversions</caption>
 * <tr><th>source or
 * target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th><th>demand</th><th>context</th><th>calling
 * thread</th></tr>
 * <tr><td>{@code ReactorTasks.fromMono(mono)}</td><td>cold</td><td>OWNED</td><td>empty is null</td><td>unwrapped,
 * same object</td><td>cancels the subscription</td><td>unbounded</td><td>of where the task was made</td><td>that
 * signals</td></tr>
 * <tr><td>{@code ReactorTasks.toMono(task)}</td><td>hot, lazily started</td><td>releases the task</td><td>null is
 * empty</td><td>same object</td><td>releases the task</td><td>waits for a request</td><td>of the task, not of the
 * subscriber: it may have several</td><td>that ends the task</td></tr>
 * <tr><td>{@code ReactorTasks.toMono(pollable)}</td><td>cold, run once</td><td>OWNED</td><td>null is
 * empty</td><td>same object</td><td>cancels and drops</td><td>waits for a request</td><td>of the first subscriber, at
 * each poll</td><td>that subscribes or wakes</td></tr>
 * <tr><td>{@code ReactorTasks.first(flux, rest)}</td><td>cold</td><td>OWNED</td><td>empty is null</td><td>unwrapped,
 * same object</td><td>cancels the subscription</td><td>one, or unbounded to drain</td><td>of where the task was
 * made</td><td>that signals</td></tr>
 * <tr><td>{@code ReactorStreams.fromFlux(flux)}</td><td>cold</td><td>OWNED</td><td>no null items; empty
 * completes</td><td>unwrapped, same object</td><td>drop cancels the subscription</td><td>the capacity, refilled at
 * three quarters</td><td>of where it was made, over it the consumer's at the first poll</td><td>that polls
 * subscribes, requests, cancels</td></tr>
 * <tr><td>{@code ReactorStreams.toFlux(stream)}</td><td>cold, one subscriber</td><td>OWNED</td><td>no null items;
 * empty completes</td><td>same object; cancelled is CancellationException</td><td>drops the stream</td><td>what is
 * requested</td><td>of the subscriber, at each call of the stream</td><td>that requests or wakes</td></tr>
 * <tr><td>{@code ReactorSchedules.from(scheduler)}</td><td>–</td><td>the Scheduler stays its
 * owner's</td><td>–</td><td>a rejection fails the task</td><td>–</td><td>–</td><td>of each task</td><td>the
 * Scheduler's</td></tr>
 * <tr><td>{@code ReactorSchedules.to(schedule)}</td><td>–</td><td>the schedule stays its owner's</td><td>–</td><td>a
 * rejection is the caller's</td><td>disposes what waits</td><td>–</td><td>of who hands work over</td><td>the
 * schedule's</td></tr>
 * </table>
 *
 * <p>Keys of a Reactor {@link reactor.util.context.Context} and of a {@link dev.crossweave.TaskContext} are the same keys: what has an
 * accessor in one has it in the other, Micrometer's accessors in both, whether Reactor's automatic propagation is on or off.
 * Late errors go to {@code Hooks.onErrorDropped}; items that nobody takes to {@link dev.crossweave.Hooks#onDiscard},
 * and those of a stream to the hook that the consumer's Context may have for them, too.
 */
@NullMarked
package dev.crossweave.reactor;

import org.jspecify.annotations.NullMarked;
