/**
 * The laws of tasks, run queues and channels under jcstress: two or three threads at a time over the real classes, driven by
 * their public API. docs/VERIFICATION.md lists which file races what.
 *
 * <p>Each file is one law. It holds the {@code Law} with every outcome explained, the {@code Scenario}, {@code Kept}, which
 * runs it over the real class, and one or more {@code Broken…}, its twins, which run it over a small re-implementation
 * ({@link dev.crossweave.verification.stress.SmallTask}, {@link dev.crossweave.verification.stress.SmallCompleter},
 * {@link dev.crossweave.verification.stress.SmallReused}, {@link dev.crossweave.verification.stress.SmallPipe},
 * {@link dev.crossweave.verification.stress.SmallQueue}) with one {@link dev.crossweave.verification.stress.Flaw}. A test
 * whose twin isn't caught proves nothing, so {@link dev.crossweave.verification.StressRun} fails then. R1 to R5 are the rules
 * of {@code TaskState}.
 */
package dev.crossweave.verification.stress;
