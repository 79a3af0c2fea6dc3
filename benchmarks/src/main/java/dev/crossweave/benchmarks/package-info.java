/**
 * The harness of the headline table. {@link dev.crossweave.benchmarks.Headline} starts one JVM for each
 * {@link dev.crossweave.benchmarks.Family}, which measures there ({@link dev.crossweave.benchmarks.FamilyRun}); each
 * {@link dev.crossweave.benchmarks.Row} compares one {@link dev.crossweave.benchmarks.Measure} with a bar, alone or
 * against a peer's; {@link dev.crossweave.benchmarks.Table} is what comes out.
 */
@NullMarked
package dev.crossweave.benchmarks;

import org.jspecify.annotations.NullMarked;
