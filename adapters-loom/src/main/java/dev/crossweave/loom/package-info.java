/**
 * Virtual threads ↔ tasks.
 *
 * <table>
 * <caption>Conversions of {@link dev.crossweave.loom.LoomTasks}</caption>
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
 * <caption>Conversions of {@link dev.crossweave.loom.LoomSteps}, which needs a flag</caption>
 * <tr><th>source or target</th><th>cold/hot</th><th>ownership</th><th>null/empty</th><th>error</th><th>cancel</th>
 * <th>calling thread</th></tr>
 * <tr><td>{@code fromCallable}</td><td>cold</td><td>OWNED</td><td>kept</td><td>unwrapped, same object</td>
 * <td>interrupts; cancelled when the body has ended, step by step</td><td>a virtual thread, carried by those that poll; the end is
 * told on the last of them</td></tr>
 * <tr><td>{@code threadFactory}</td><td>hot</td><td>the caller's</td><td>none</td><td>the thread's handler</td>
 * <td>the caller's</td><td>a virtual thread, carried by those that poll</td></tr>
 * </table>
 */
@NullMarked
package dev.crossweave.loom;

import org.jspecify.annotations.NullMarked;
