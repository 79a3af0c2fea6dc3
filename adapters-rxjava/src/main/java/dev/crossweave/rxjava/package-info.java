/**
 * RxJava 3 ↔ tasks, streams and schedules.
 *
 * <table>
 * <caption>Conversions</caption>
 * <tr><th>source or
 * target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th><th>demand</th><th>context</th><th>calling
 * thread</th></tr>
 * <tr><td>{@code RxJavaTasks.fromSingle(single)}</td><td>cold</td><td>OWNED</td><td>never null</td><td>unwrapped,
 * same object</td><td>disposes the subscription</td><td>–</td><td>of where the task was made, at the
 * start</td><td>that signals</td></tr>
 * <tr><td>{@code RxJavaTasks.fromMaybe(maybe)}</td><td>cold</td><td>OWNED</td><td>empty is null</td><td>unwrapped,
 * same object</td><td>disposes the subscription</td><td>–</td><td>as above</td><td>that signals</td></tr>
 * <tr><td>{@code RxJavaTasks.fromCompletable(completable)}</td><td>cold</td><td>OWNED</td><td>always
 * null</td><td>unwrapped, same object</td><td>disposes the subscription</td><td>–</td><td>as above</td><td>that
 * signals</td></tr>
 * <tr><td>{@code RxJavaTasks.first(flowable, rest)}</td><td>cold</td><td>OWNED</td><td>empty is
 * null</td><td>unwrapped, same object</td><td>cancels the subscription</td><td>one, or unbounded to drain</td><td>as
 * above</td><td>that signals</td></tr>
 * <tr><td>{@code RxJavaTasks.toSingle(task)}</td><td>hot, lazily started</td><td>releases the task</td><td>null is
 * NoSuchElementException</td><td>same object</td><td>releases the task</td><td>–</td><td>of the task</td><td>that
 * ends the task</td></tr>
 * <tr><td>{@code RxJavaTasks.toMaybe(task)}</td><td>hot, lazily started</td><td>releases the task</td><td>null is
 * empty</td><td>same object</td><td>releases the task</td><td>–</td><td>of the task</td><td>that ends the
 * task</td></tr>
 * <tr><td>{@code RxJavaTasks.toCompletable(task)}</td><td>hot, lazily started</td><td>releases the task</td><td>a
 * value is not shown</td><td>same object</td><td>releases the task</td><td>–</td><td>of the task</td><td>that ends
 * the task</td></tr>
 * <tr><td>{@code RxJavaTasks.toSingle(pollable)}</td><td>cold, run once</td><td>OWNED</td><td>as for a
 * task</td><td>same object</td><td>cancels and drops</td><td>–</td><td>of where it was converted</td><td>that
 * subscribes or wakes</td></tr>
 * <tr><td>{@code RxJavaStreams.fromFlowable(flowable)}</td><td>cold</td><td>OWNED</td><td>no null items; empty
 * completes</td><td>unwrapped, same object</td><td>drop cancels the subscription</td><td>the capacity, refilled at
 * three quarters</td><td>of where it was made, over it the consumer's at the first poll</td><td>that polls
 * subscribes, requests, cancels</td></tr>
 * <tr><td>{@code RxJavaStreams.fromObservable(observable, overflow, n)}</td><td>cold</td><td>OWNED</td><td>no null
 * items; empty completes</td><td>unwrapped, same object</td><td>drop disposes the subscription</td><td>none: the
 * Overflow decides beyond n items</td><td>of where it was made, over it the consumer's at the first poll</td><td>that
 * polls subscribes and disposes</td></tr>
 * <tr><td>{@code RxJavaStreams.toFlowable(stream)}</td><td>cold, one subscriber</td><td>OWNED</td><td>no null items;
 * empty completes</td><td>same object; cancelled is CancellationException</td><td>drops the stream</td><td>what is
 * requested</td><td>of who subscribes, at each call of the stream</td><td>that requests or wakes</td></tr>
 * <tr><td>{@code RxJavaStreams.toObservable(stream)}</td><td>cold, one observer</td><td>OWNED</td><td>as
 * above</td><td>as above</td><td>drops the stream</td><td>unbounded</td><td>as above</td><td>that subscribes or
 * wakes</td></tr>
 * <tr><td>{@code RxJavaSchedules.from(scheduler)}</td><td>–</td><td>the Scheduler stays its
 * owner's</td><td>–</td><td>a rejection fails the task</td><td>–</td><td>–</td><td>of each task</td><td>the
 * Scheduler's</td></tr>
 * <tr><td>{@code RxJavaSchedules.to(schedule)}</td><td>–</td><td>the schedule stays its owner's</td><td>–</td><td>a
 * rejection goes to RxJavaPlugins.onError</td><td>disposes what waits</td><td>–</td><td>of who hands work
 * over</td><td>the schedule's</td></tr>
 * </table>
 *
 * <p>RxJava has no context of its own. What a {@link dev.crossweave.TaskContext} has is in force when a source is subscribed to, and
 * comes out behind it. Late errors go to {@code RxJavaPlugins.onError}, which RxJava itself calls, too, with what a source throws
 * when it is subscribed to; items that nobody takes to {@link dev.crossweave.Hooks#onDiscard}.
 */
@NullMarked
package dev.crossweave.rxjava;

import org.jspecify.annotations.NullMarked;
