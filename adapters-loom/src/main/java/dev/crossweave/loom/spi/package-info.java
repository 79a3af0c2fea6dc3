/**
 * For whoever has another way to virtual threads that are taken step by step: {@link dev.crossweave.loom.spi.StepEngine}, found
 * by {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.crossweave.loom.spi;

import org.jspecify.annotations.NullMarked;
