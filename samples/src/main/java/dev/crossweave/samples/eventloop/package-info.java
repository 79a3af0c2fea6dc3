/**
 * A blocking handler on an event loop: {@link dev.crossweave.samples.eventloop.EventLoop} is one thread around a selector, and the
 * steps of the virtual threads that handle its connections are its tasks. The handler knows nothing of that, and blocks as it
 * likes.
 *
 * <p>Needs {@code --add-opens java.base/java.lang=dev.crossweave.loom}, or {@code =ALL-UNNAMED} on the class path.
 */
@NullMarked
package dev.crossweave.samples.eventloop;

import org.jspecify.annotations.NullMarked;
