/**
 * RxJava 3 ↔ tasks.
 *
 * <table>
 * <caption>Conversions of {@link dev.crossweave.rxjava.RxJavaTasks}</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromSingle}</td><td>cold</td><td>OWNED</td><td>never null</td><td>unwrapped, same object</td>
 * <td>disposes the subscription</td><td>that signals</td></tr>
 * <tr><td>{@code fromMaybe}</td><td>cold</td><td>OWNED</td><td>empty is null</td><td>unwrapped, same object</td>
 * <td>disposes the subscription</td><td>that signals</td></tr>
 * <tr><td>{@code toSingle}</td><td>hot, lazily started</td><td>releases the task</td>
 * <td>null is NoSuchElementException</td><td>same object</td><td>releases the task</td><td>that ends the task</td></tr>
 * <tr><td>{@code toMaybe}</td><td>hot, lazily started</td><td>releases the task</td><td>null is empty</td>
 * <td>same object</td><td>releases the task</td><td>that ends the task</td></tr>
 * </table>
 */
@NullMarked
package dev.crossweave.rxjava;

import org.jspecify.annotations.NullMarked;
