/**
 * How little an executor has to do when the tasks look after themselves: five of them, each in one file that one can copy, in
 * the manner of the runtimes that Rust's users know.
 *
 * <table>
 * <caption>Executors</caption>
 * <tr><th>class</th><th>in the manner of</th><th>threads</th><th>a task is polled</th><th>besides</th></tr>
 * <tr><td>{@code GlobalExecutor}</td><td>smol's Executor</td><td>several</td><td>anywhere, work-stealing</td><td></td></tr>
 * <tr><td>{@code LocalExecutor}</td><td>smol's LocalExecutor</td><td>the maker's</td><td>on that thread</td><td></td></tr>
 * <tr><td>{@code ThreadedRuntime}</td><td>Tokio</td><td>several</td><td>anywhere, by priority</td>
 * <td>sockets, delays</td></tr>
 * <tr><td>{@code StaticExecutor}</td><td>Embassy</td><td>one</td><td>on that thread</td>
 * <td>no allocation after start-up, {@code Alarm}</td></tr>
 * <tr><td>{@code ThreadPerCore}</td><td>Glommio</td><td>one for each core</td><td>where it was spawned</td>
 * <td>sockets, delays</td></tr>
 * </table>
 *
 * <p>Sockets and delays are an {@code IoDriver}'s, with {@code AsyncListener} and {@code AsyncSocket}; {@code Acceptor} and
 * {@code Echo} are tasks that use them, written once for both executors.
 */
@NullMarked
package dev.crossweave.samples.executors;

import org.jspecify.annotations.NullMarked;
