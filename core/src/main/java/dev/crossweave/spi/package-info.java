/**
 * What an adapter of a third party implements: {@link dev.crossweave.spi.TaskAdapter} for a type of one value,
 * {@link dev.crossweave.spi.StreamAdapter} for a type of many, both with a {@link dev.crossweave.spi.Descriptor}. They are
 * found by {@link java.util.ServiceLoader}; {@link dev.crossweave.Adapters} converts with them, and
 * {@link dev.crossweave.spi.AdapterRegistry} is behind it.
 */
@NullMarked
package dev.crossweave.spi;

import org.jspecify.annotations.NullMarked;
