/**
 * A library that exposes a task and a stream, once, and is called from every ecosystem.
 *
 * <p>{@code QuoteClient} is the library. It wraps {@code Wire}, which has callbacks: a {@code Completer} is the callback of one
 * answer, a {@code StreamSource} that of many, with demand. {@code Callers} (and {@code Callers.kt}) is what its users write.
 */
@NullMarked
package dev.crossweave.samples.library;

import org.jspecify.annotations.NullMarked;
