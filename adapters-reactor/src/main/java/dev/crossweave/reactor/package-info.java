/**
 * Project Reactor ↔ tasks.
 *
 * <table>
 * <caption>Conversions of {@link dev.crossweave.reactor.ReactorTasks}</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromMono}</td><td>cold</td><td>OWNED</td><td>empty is null</td><td>unwrapped, same object</td>
 * <td>cancels the subscription</td><td>that signals</td></tr>
 * <tr><td>{@code toMono}</td><td>hot, lazily started</td><td>releases the task</td><td>null is empty</td>
 * <td>same object</td><td>releases the task</td><td>that ends the task</td></tr>
 * </table>
 */
@NullMarked
package dev.crossweave.reactor;

import org.jspecify.annotations.NullMarked;
