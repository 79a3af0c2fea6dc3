/**
 * Kotlin coroutines ↔ tasks.
 *
 * <table>
 * <caption>Conversions of {@code CoroutineTasks}, and Kotlin's extensions in brackets</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromDeferred} ({@code asTask})</td><td>hot; a lazy Deferred is cold</td><td>OBSERVED</td><td>kept</td>
 * <td>unwrapped, same object</td><td>the Deferred goes on; OWNED and SHARED cancel it, cancelled when it has ended</td>
 * <td>that completes the Deferred</td></tr>
 * <tr><td>({@code scope.task})</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>cancels the coroutine; cancelled when it has ended</td><td>the scope's dispatcher</td></tr>
 * <tr><td>{@code toDeferred} ({@code asDeferred})</td><td>hot</td><td>releases the task</td><td>kept</td>
 * <td>same object</td><td>releases the task</td><td>that ends the task</td></tr>
 * <tr><td>({@code task.await})</td><td>starts a lazy task</td><td>observes</td><td>kept</td><td>same object</td>
 * <td>ends the wait, the task goes on</td><td>the coroutine's dispatcher</td></tr>
 * <tr><td>({@code pollable.await})</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>drops the pollable</td><td>the coroutine's dispatcher</td></tr>
 * </table>
 */
@NullMarked
package dev.crossweave.coroutines;

import org.jspecify.annotations.NullMarked;
