package dev.crossweave.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws for streams, as tests that every adapter runs: extend this, give a {@link StreamFixture}, and each law becomes
 * one test with a case for each situation that the adapter's {@link StreamTrait}s allow.
 *
 * <pre>{@code
 * class ReactorStreamsLawsTest extends StreamLaws<Flux<Object>> {
 *     protected StreamFixture<Flux<Object>> fixture() {
 *         return new FluxFixture();
 *     }
 * }
 * }</pre>
 *
 * <p>A failure says which law was broken in which situation, what was expected and what came. Cases run one after the
 * other; they set the process-wide hooks, so classes with laws mustn't run concurrently in one process.
 *
 * <p><b>Law S5</b> is not here: it is the Reactive Streams TCK, for adapters that hand out a publisher or a subscriber. Add
 * {@code org.reactivestreams:reactive-streams-tck} (for {@code java.util.concurrent.Flow}:
 * {@code reactive-streams-tck-flow}), {@code org.testng:testng} and {@code org.junit.support:testng-engine} as test
 * dependencies; the last lets JUnit's platform run the TCK beside all other tests. Then extend
 * {@code PublisherVerification}, with a publisher made of a stream that has {@code elements} items, and as the failed one a
 * publisher that has its one subscriber already; {@code SubscriberBlackboxVerification}, with the subscriber that a stream
 * hands to a publisher, while a task consumes the stream by {@link dev.crossweave.PollableStream#forEach}; and
 * {@code SubscriberWhiteboxVerification}, with a consumer that takes as many items as the TCK's puppet asks for. The tests
 * of core do so for {@code FlowStreams}. What the TCK skips is then {@code untested_*}, which it has no code for, and
 * {@code optional_spec111_*}, several subscribers of one publisher.
 *
 * @param <S> the type of the source, for instance {@code Flux<Object>}
 */
public abstract class StreamLaws<S> {

    /** For subclasses. */
    protected StreamLaws() {
    }

    /**
     * Makes what the laws test with.
     *
     * @return a fresh fixture; called once for each case
     */
    protected abstract StreamFixture<S> fixture();

    /**
     * How long a law waits for what must come.
     *
     * @return ten seconds, unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /**
     * Outstanding demand plus buffered items never exceed the capacity, which is 256 by default; refilled at three quarters.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> s1_demandAndBuffer_neverExceedTheCapacity() {
        return cases("S1 demand", DeliveryCases::s1);
    }

    /**
     * Each item arrives once, in order; items before an error arrive before it.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> s2_items_arriveOnceAndInOrder() {
        return cases("S2 order, once", DeliveryCases::s2);
    }

    /**
     * Dropping a stream cancels its source at once, and cancelling a subscription drops its stream.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> s3_drop_cancelsTheSource() {
        return cases("S3 cancel", StreamLifeCases::s3);
    }

    /**
     * A source with no demand model is never held back; what there is no room for is treated by an {@link Overflow}.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> s4_aSourceWithoutDemand_hasAnOverflowPolicy() {
        return cases("S4 no demand model", DeliveryCases::s4);
    }

    /**
     * Delivering an item allocates nothing in the steady state.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> s6_anItem_allocatesNothing() {
        return cases("S6 zero garbage", DeliveryCases::s6);
    }

    /**
     * The Throwable seen at the end is the same object that the source raised, without the wrappers of carriers.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l2_theThrowable_isTheSameObject() {
        return cases("L2 identity", StreamEndCases::l2);
    }

    /**
     * Converting never starts a cold source: the first poll does, once.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l3_aColdSource_startsAtTheFirstPollOnce() {
        return cases("L3 laziness", StreamLifeCases::l3);
    }

    /**
     * A source cancelled by someone else is outcome Cancelled, and each handle shows it its own way.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l5_aSourceCancelledBySomebodyElse_isCancelled() {
        return cases("L5 upstream cancel", StreamEndCases::l5);
    }

    /**
     * A stream that was converted out is dropped exactly once, before its end is shown, and not used after that.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l7_aStream_isDroppedOnceBeforeItsEndIsShown() {
        return cases("L7 true join", StreamLifeCases::l7);
    }

    /**
     * An error that comes after the drop is reported exactly once, to one hook. Cancellation, and an interrupt that our own
     * cancel caused, is never reported.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l8_aLateError_isReportedOnce() {
        return cases("L8 late errors", StreamLifeCases::l8);
    }

    /**
     * An item that nobody will take is discarded exactly once.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l9_anItemThatNobodyTakes_isDiscardedOnce() {
        return cases("L9 discard", StreamLifeCases::l9);
    }

    /**
     * A million items of a synchronous source, or for a subscriber that asks for each from inside of the one before, need
     * constant stack.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l14_aMillionItems_needConstantStack() {
        return cases("L14 depth", DeliveryCases::l14);
    }

    /**
     * An unread stream comes back as the same stream, and an unread source as the same source.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l15_outAndBackAgain_isTheSame() {
        return cases("L15 round trip", StreamEndCases::l15);
    }

    /**
     * Wrong use is an exception at the call, with a message that says what was expected and what came.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l17_misuse_isRefusedAtTheCall() {
        return cases("L17 misuse", StreamLifeCases::l17);
    }

    /**
     * A source that throws when it is started fails its stream.
     *
     * @return the cases
     */
    @TestFactory
    public final List<DynamicTest> l18_whatThrows_isContained() {
        return cases("L18 rejection", StreamLifeCases::l18);
    }

    private List<DynamicTest> cases(String law, Consumer<StreamCases<S>> situations) {
        StreamCases<S> cases = new StreamCases<>(law, this::fixture, patience());
        situations.accept(cases);
        return cases.list();
    }
}
