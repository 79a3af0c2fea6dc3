/**
 * The laws of a task as JUnit 5 classes, and the tools to test an adapter with.
 *
 * <p>Who writes an adapter extends {@link dev.crossweave.testkit.AdapterLaws} and implements
 * {@link dev.crossweave.testkit.AdapterFixture}: what the ecosystem can do ({@link dev.crossweave.testkit.Trait}), a source
 * whose end the law decides ({@link dev.crossweave.testkit.SourceProbe}), and a look at the handle
 * ({@link dev.crossweave.testkit.HandleProbe}). {@link dev.crossweave.testkit.SteppingSchedule} and
 * {@link dev.crossweave.testkit.CountingWaker} are for tests of their own.
 *
 * <p>For streams the same stand under other names: {@link dev.crossweave.testkit.StreamLaws},
 * {@link dev.crossweave.testkit.StreamFixture}, {@link dev.crossweave.testkit.StreamTrait},
 * {@link dev.crossweave.testkit.StreamProbe} and {@link dev.crossweave.testkit.SubscriberProbe}.
 */
@NullMarked
package dev.crossweave.testkit;

import org.jspecify.annotations.NullMarked;
