package dev.crossweave.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import io.smallrye.mutiny.TimeoutException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One path in one situation, for cancellation at one hop.
 *
 * @param hop where it is cancelled: the number of a task, or 0 for the last handle
 * @param patience how long what must come is waited for
 */
record Case(Path path, Situation situation, int hop, Duration patience) {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** What remains to be seen when all cases are over: how often an error was reported, and that nothing is held. */
    record Left(Case of, @Nullable Raised raised, WeakReference<Origin> origin) {
        void check() {
            int reports = raised == null ? 0 : raised.reported();
            assertThat(reports).as("reports of the late error (L8) on %s", of)
                    .isEqualTo(of.situation == Situation.LATE_ERROR && of.path.cancelEnds(of.path.hops()) == 0
                            ? of.path.first().traits().lateErrors()
                            : 0); // a source that is only observed has an owner to see it
        }
    }

    /** All cases of a path. */
    static List<Case> of(Path path) {
        List<Case> cases = new ArrayList<>();
        for (Situation situation : Situation.values()) {
            if (situation == Situation.EMPTY && !path.first().traits().holdsNull()) {
                continue; // there is no such source
            }
            cases.add(new Case(path, situation, 0, PATIENCE));
            if (situation == Situation.CANCEL_AT_A_HOP) {
                for (int hop = 1; hop <= path.hops(); hop++) {
                    cases.add(new Case(path, situation, hop, PATIENCE));
                }
            }
        }
        return cases;
    }

    /** The line that {@link #toString} makes. */
    static Case parse(List<Kind> kinds, String line) {
        String[] parts = line.split(" *\\| *");
        String[] situation = parts[1].split(" ");
        return new Case(Path.parse(kinds, parts[0]), Situation.valueOf(situation[0]),
                situation.length == 1 ? 0 : Integer.parseInt(situation[1]), PATIENCE);
    }

    Left check() throws Exception {
        int number = NUMBERS.incrementAndGet();
        String tenant = "tenant " + number;
        Origin origin = new Origin(situation);
        Raised raised = new Raised(toString());
        List<Object> contexts = new CopyOnWriteArrayList<>();
        Path.Built built = Tenant.with(tenant, () -> path.build(origin, contexts));
        if (situation == Situation.VALUE_READY) {
            origin.end.complete(raised); // an object as good as any
        }
        CompletableFuture<?> seen = Tenant.with("another", () -> path.last().read().apply(built.handle()));
        awaited(origin.started());
        assertThat(origin.bodies().tryAcquire(path.bodies(), patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        switch (situation) {
            case VALUE_READY, VALUE_LATER -> {
                origin.end.complete(raised);
                assertThat(outcome(seen)).isEqualTo(Poll.ready(raised)); // L1
            }
            case EMPTY -> {
                origin.end.complete(null);
                if (path.keepsNull()) {
                    assertThat(outcome(seen)).isEqualTo(Poll.ready(null)); // L1
                } else {
                    assertThat(failure(seen)).isInstanceOf(NoSuchElementException.class); // L1
                }
            }
            case FAILURE -> {
                origin.end.completeExceptionally(raised);
                assertThat(failure(seen)).isSameAs(raised); // L2
            }
            case WRAPPED_FAILURE -> {
                origin.end.completeExceptionally(new CompletionException(new ExecutionException(raised)));
                assertThat(failure(seen)).isSameAs(raised); // L2
            }
            case TIME_OUT -> assertThat(failure(seen)).isInstanceOfAny( // L1
                    java.util.concurrent.TimeoutException.class, TimeoutException.class,
                    TimeoutCancellationException.class);
            case UPSTREAM_CANCEL -> {
                origin.end.completeExceptionally(new CancellationException("by somebody else"));
                assertThat(outcome(seen)).isInstanceOf(Outcome.Cancelled.class); // L5
            }
            case CANCEL_AT_A_HOP -> cancel(built, origin, seen);
            case LATE_ERROR -> lateError(built, origin, seen, raised);
        }
        if (path.first().traits().cold()) {
            assertThat(origin.starts()).as("starts (L3)").isEqualTo(1);
            assertThat(origin.context).as("the context at the start (L10)").isEqualTo(tenant);
        }
        built.tasks().forEach(this::awaitEnd);
        assertThat(contexts).as("the contexts at the hops (L10)").allMatch(tenant::equals);
        if (!path.bare() && situation != Situation.CANCEL_AT_A_HOP && situation != Situation.LATE_ERROR) {
            assertThat(contexts).hasSizeGreaterThanOrEqualTo(path.hops());
        }
        return new Left(this, raised, new WeakReference<>(origin));
    }

    private void cancel(Path.Built built, Origin origin, CompletableFuture<?> seen) throws Exception {
        if (hop == 0) {
            seen.cancel(true); // L6
        } else {
            built.tasks().get(hop - 1).cancel();
        }
        int cancelled = hop == 0 ? path.hops() : hop;
        boolean reaches = path.cancelEnds(cancelled) == 0;
        if (reaches) {
            awaited(origin.cancelled());
        }
        assertThat(outcome(seen)).isInstanceOf(Outcome.Cancelled.class);
        awaitEnd(built.tasks().get(cancelled - 1));
        assertThat(origin.cancels()).as("cancellations seen by the source (L4)").isEqualTo(reaches ? 1 : 0);
        if (!reaches) {
            origin.end.complete("nobody's"); // it has gone on
        }
    }

    private void lateError(Path.Built built, Origin origin, CompletableFuture<?> seen, Raised raised) throws Exception {
        seen.cancel(true);
        int ends = path.cancelEnds(path.hops());
        if (ends == 0) {
            awaited(origin.cancelled());
        } else {
            built.tasks().subList(ends - 1, path.hops()).forEach(this::awaitEnd); // nobody is left to see the failure
        }
        origin.end.completeExceptionally(raised);
        assertThat(outcome(seen)).isInstanceOf(Outcome.Cancelled.class);
    }

    private void awaitEnd(Task<?> task) {
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (CancellationException | ExecutionException ended) {
            // however: that it has is what counts
        } catch (java.util.concurrent.TimeoutException | InterruptedException e) {
            throw new AssertionError("a task is still alive: " + task, e);
        }
    }

    private void awaited(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    private Throwable failure(CompletableFuture<?> seen) throws Exception {
        Outcome<?> outcome = outcome(seen);
        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        return ((Outcome.Failure<?>) outcome).cause();
    }

    private Outcome<?> outcome(CompletableFuture<?> seen) throws Exception {
        return seen.<Outcome<?>>handle((value, thrown) -> {
            if (thrown == null) {
                return Poll.ready(value);
            }
            return Outcome.ofThrown(thrown);
        }).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As {@code -Dmatrix.only} takes it. */
    @Override
    public String toString() {
        return path + " | " + situation + (hop == 0 ? "" : " " + hop);
    }
}
