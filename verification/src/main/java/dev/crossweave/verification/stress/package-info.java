/**
 * The laws of tasks, run queues and channels, and of the adapters' bridges, under jcstress: two or three threads at a time over
 * the real classes, driven by their public API and, the bridges, by sources that are written by hand. docs/VERIFICATION.md
 * lists which file races what.
 *
 * <p>Each file is one law. It holds the {@code Law} with every outcome explained, the {@code Scenario}, {@code Kept}, which
 * runs it over the real class ({@code KeptRxJava} and so on: over that of another adapter), and one or more {@code Broken…},
 * its twins, which run it over a small re-implementation ({@link dev.crossweave.verification.stress.SmallTask},
 * {@link dev.crossweave.verification.stress.SmallCompleter}, {@link dev.crossweave.verification.stress.SmallReused},
 * {@link dev.crossweave.verification.stress.SmallPipe}, {@link dev.crossweave.verification.stress.SmallQueue},
 * {@link dev.crossweave.verification.stress.SmallFeed}, {@link dev.crossweave.verification.stress.SmallDrain},
 * {@link dev.crossweave.verification.stress.SmallAsked}, {@link dev.crossweave.verification.stress.SmallShown},
 * {@link dev.crossweave.verification.stress.SmallAwait}) with one {@link dev.crossweave.verification.stress.Flaw}. A test
 * whose twin isn't caught proves nothing, so {@link dev.crossweave.verification.StressRun} fails then. R1 to R5 are the rules
 * of {@code TaskState}.
 */
package dev.crossweave.verification.stress;
