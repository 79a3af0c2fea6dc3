package dev.crossweave.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws for single values, as tests that every adapter runs: extend this, give a {@link AdapterFixture}, and each law
 * becomes one test with a case for each situation that the adapter's {@link Trait}s allow.
 *
 * <pre>{@code
 * class ReactorTasksLawsTest extends AdapterLaws<Mono<Object>> {
 *     protected AdapterFixture<Mono<Object>> fixture() {
 *         return new MonoFixture();
 *     }
 * }
 * }</pre>
 *
 * <p>A failure says which law was broken in which situation, what was expected and what came. Cases run one after the
 * other; they set the process-wide late-error hook and register an accessor of contexts, so classes with laws mustn't run concurrently in one process.
 *
 * @param <S> the type of the source, for instance {@code Mono<Object>}
 */
public abstract class AdapterLaws<S> {

    /** For subclasses. */
    protected AdapterLaws() {
    }

    /**
     * Makes what the laws test with.
     *
     * @return a fresh fixture; called once for each case
     */
    protected abstract AdapterFixture<S> fixture();

    /**
     * How long a law waits for what must come.
     *
     * @return ten seconds, unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /**
     * The class of the outcome survives every path. Empty is Value(null), and Value(null) is empty again. A target that can
     * hold neither fails with NoSuchElementException. A time-out is a Failure, never Cancelled and never a completion.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l1_theClassOfTheOutcome_survives() {
        return cases("L1 outcome", OutcomeCases::l1);
    }

    /**
     * The Throwable seen at the end is the same object that the source raised. Wrappers that a carrier added are removed, at
     * any depth; nothing is copied. A wrapper with no cause is itself the failure.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l2_theThrowable_isTheSameObject() {
        return cases("L2 identity", OutcomeCases::l2);
    }

    /**
     * Converting never starts a cold source: the first poll, await, subscription or {@code start()} does, and once: however
     * many then await the task, the source runs once and they share its outcome. A hot source's task ends with it.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l3_aColdSource_startsOnceAndOnlyWhenAwaited() {
        return cases("L3 laziness", LifeCases::l3);
    }

    /**
     * What a task starts, it owns; what it is handed, it observes. OWNED: cancelling the task cancels the source. OBSERVED:
     * it leaves the source alone. SHARED: of N waiters the first N-1 leave the source running, the last one cancels it.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l4_cancel_reachesWhatTheTaskOwns() {
        return cases("L4 ownership", LifeCases::l4);
    }

    /**
     * A source cancelled by someone else is outcome Cancelled, and each handle shows it its own way.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l5_aSourceCancelledBySomebodyElse_isCancelled() {
        return cases("L5 upstream cancel", OutcomeCases::l5);
    }

    /**
     * Whatever ends a handle from outside releases the task as cancel does; but who only looked, leaves it alone.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l6_endingAHandle_releasesTheTask() {
        return cases("L6 handles release", LifeCases::l6);
    }

    /**
     * A task is <em>seen</em> cancelled only when its pollable has been dropped, or its source has let go. The drop runs
     * exactly once.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l7_aTask_isSeenCancelledOnlyAfterTheDrop() {
        return cases("L7 true join", LifeCases::l7);
    }

    /**
     * An error that comes after the outcome is fixed is reported exactly once, to one hook, which by default forwards to the
     * ecosystem's own. Cancellation, and an interrupt that our own cancel caused, is never reported; neither is what an
     * observed source still does: its owner sees it.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l8_aLateError_isReportedOnce() {
        return cases("L8 late errors", SafetyCases::l8);
    }

    /**
     * Context captured where the task is made is in force on every poll and at every hop, and is restored afterwards: at the
     * start and the cancellation of a cold source, in the functions of composition, at each poll of a task that awaits.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l10_theContext_isInForceAtEveryHop() {
        return cases("L10 context", ContextCases::l10);
    }

    /**
     * An interrupted waiter throws InterruptedException, with the same flag policy for every source: the flag is cleared by
     * the exception, and left alone when the task has ended. The task, which was only awaited, goes on.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l13_anInterruptedWaiter_throws() {
        return cases("L13 interrupt", SafetyCases::l13);
    }

    /**
     * Task → X → Task gives the same task.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l15_outAndBackAgain_isTheSameTask() {
        return cases("L15 round trip", OutcomeCases::l15);
    }

    /**
     * A finished task holds its outcome and nothing else: no source, and no handle or other awaiter.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l16_aFinishedTask_holdsItsOutcomeOnly() {
        return cases("L16 release", SafetyCases::l16);
    }

    /**
     * Wrong use is an exception at the call, with a message that says what was expected and what came.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l17_misuse_isRefusedAtTheCall() {
        return cases("L17 misuse", SafetyCases::l17);
    }

    /**
     * A source that throws when it is started fails its task and never strands it. An awaiter that throws is contained and
     * reported once, and the others are told.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l18_whatThrows_isContained() {
        return cases("L18 rejection", SafetyCases::l18);
    }

    private List<DynamicTest> cases(String law, Consumer<Cases<S>> situations) {
        Cases<S> cases = new Cases<>(law, this::fixture, patience());
        situations.accept(cases);
        return cases.list();
    }
}
