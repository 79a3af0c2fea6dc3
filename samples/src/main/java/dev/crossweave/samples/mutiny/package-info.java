/**
 * An adapter as a third party writes it, for a cold type: Mutiny's Uni. Nothing here is known to Crossweave; it is found by its
 * line in {@code META-INF/services}.
 *
 * <table>
 * <caption>Conversions</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromUni}</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>cancels the subscription</td><td>that signals</td></tr>
 * <tr><td>{@code toUni}</td><td>hot, lazily started</td><td>releases the task</td><td>kept</td><td>same object</td>
 * <td>releases the task</td><td>that ends the task</td></tr>
 * </table>
 */
@NullMarked
package dev.crossweave.samples.mutiny;

import org.jspecify.annotations.NullMarked;
