/** The families of the headline table, one class each, with the workloads that they share. */
@NullMarked
package dev.crossweave.benchmarks.families;

import org.jspecify.annotations.NullMarked;
