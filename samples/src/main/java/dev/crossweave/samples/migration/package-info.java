/**
 * One service, moved from RxJava to coroutines and on to virtual threads, one step at a time. {@code Shipping} above it and
 * {@code Carriers} below it stay as they are, and so does the one test class, which all steps pass: values, failures (the very
 * object), cancellation down to the requests, laziness, streams.
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><th>step</th><th>inside</th><th>way out</th><th>way in</th></tr>
 * <tr><td>{@code RxShipping}</td><td>RxJava</td><td>{@code fromSingle}, {@code fromFlowable}</td>
 * <td>{@code toSingle}, {@code toFlowable}</td></tr>
 * <tr><td>{@code MixedShipping}</td><td>RxJava around suspend functions</td><td>the same, and {@code scope.task}</td>
 * <td>the same, and {@code await}</td></tr>
 * <tr><td>{@code CoroutineShipping}</td><td>suspend functions, Flow</td><td>{@code scope.task}, {@code asPollableStream}</td>
 * <td>{@code await}, {@code asFlow}</td></tr>
 * <tr><td>{@code ThreadShipping}</td><td>blocking code</td><td>{@code fromCallable}, {@code ThreadStream}</td>
 * <td>{@code LoomTasks.await}, {@code blockingItems}</td></tr>
 * </table>
 *
 * <p>Why what is below answers pollables and not tasks: a task that is handed over is observed, and goes on when its waiter is
 * cancelled (law L4); a pollable belongs to whoever awaits it.
 */
@NullMarked
package dev.crossweave.samples.migration;

import org.jspecify.annotations.NullMarked;
