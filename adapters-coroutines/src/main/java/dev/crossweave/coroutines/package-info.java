/**
 * Kotlin coroutines ↔ tasks, streams and schedules.
 *
 * <table>
 * <caption>Conversions of {@code CoroutineTasks}, and Kotlin's extensions in brackets</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>context</th><th>calling thread</th></tr>
 * <tr><td>{@code fromDeferred} ({@code asTask})</td><td>hot; a lazy Deferred is cold</td><td>OBSERVED</td><td>kept</td>
 * <td>unwrapped, same object</td><td>the Deferred goes on; OWNED and SHARED cancel it, cancelled when it has ended</td>
 * <td>the Deferred's own</td><td>that completes the Deferred</td></tr>
 * <tr><td>({@code scope.task})</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>cancels the coroutine; cancelled when it has ended</td><td>of where it is made, and the scope's</td>
 * <td>the scope's dispatcher</td></tr>
 * <tr><td>({@code pollable})</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>drop cancels the coroutine</td><td>of the first poll</td><td>that polls</td></tr>
 * <tr><td>{@code toDeferred}, {@code toJob} ({@code asDeferred}, {@code asJob})</td><td>hot</td><td>releases the task</td>
 * <td>kept</td><td>same object</td><td>releases the task</td><td>none</td><td>that ends the task</td></tr>
 * <tr><td>({@code task.await})</td><td>starts a lazy task</td><td>observes</td><td>kept</td><td>same object</td>
 * <td>ends the wait, the task goes on</td><td>the task's own</td><td>the coroutine's dispatcher</td></tr>
 * <tr><td>({@code pollable.await})</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>drops the pollable</td><td>the coroutine's, elements too</td><td>the coroutine's dispatcher</td></tr>
 * </table>
 *
 * <table>
 * <caption>Conversions of {@code CoroutineStreams}, and Kotlin's extensions in brackets</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>demand</th><th>context</th><th>calling thread</th></tr>
 * <tr><td>{@code fromFlow} ({@code asPollableStream})</td><td>cold; a ReceiveChannel is hot</td><td>OWNED</td>
 * <td>no null items</td><td>unwrapped, same object</td><td>drop cancels the coroutine</td>
 * <td>the coroutine runs ahead by the capacity, refilled at three quarters, and is suspended then</td>
 * <td>of where the stream is made, the consumer's over it</td><td>that polls, or the context's dispatcher</td></tr>
 * <tr><td>{@code toFlow} ({@code asFlow})</td><td>cold; collected once</td><td>the collection drops the stream</td>
 * <td>no null items</td><td>same object; cancelled is CancellationException</td><td>drops the stream</td>
 * <td>one item after the other</td><td>the collector's, elements too</td><td>the collector's dispatcher</td></tr>
 * </table>
 *
 * <p>{@code CoroutineSchedules} converts dispatchers and schedules, {@code CoroutineContexts} contexts. A suspend function is
 * no type that Java has, so {@code await}, {@code scope.task} and {@code pollable} are Kotlin's alone.
 */
@NullMarked
package dev.crossweave.coroutines;

import org.jspecify.annotations.NullMarked;
