/**
 * An adapter as a third party writes it, for a hot type: Guava's ListenableFuture. Nothing here is known to Crossweave; it is
 * found by its line in {@code META-INF/services}.
 *
 * <table>
 * <caption>Conversions</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromListenableFuture}</td><td>hot</td><td>OBSERVED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>the future goes on; OWNED and SHARED cancel it</td><td>that completes the future</td></tr>
 * <tr><td>{@code toListenableFuture}</td><td>hot</td><td>releases the task</td><td>kept</td><td>same object</td>
 * <td>releases the task</td><td>that ends the task</td></tr>
 * </table>
 */
@NullMarked
package dev.crossweave.samples.guava;

import org.jspecify.annotations.NullMarked;
