package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cases of the laws about ends of streams, and about what comes back: L2, L5, L15. */
final class StreamEndCases {

    private StreamEndCases() {
    }

    /** How a source ends for the stream that was made of it. */
    private static <S> Outcome<@Nullable Void> ended(StreamCases.Situation<S> at, Outcome<@Nullable Void> end)
            throws InterruptedException {
        StreamProbe<S> source = at.fixture.source(4);
        PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
        at.start(stream);
        source.signalEnd(end);
        Outcome<@Nullable Void> came = at.end(stream);
        stream.drop();
        at.law.count(0, "cancellations of a source that has ended by itself", source.cancels());
        return came;
    }

    /** How a stream ends for the subscriber of what was made of it. */
    private static <S> Outcome<@Nullable Void> shown(StreamCases.Situation<S> at, Outcome<@Nullable Void> end) {
        SubscriberProbe subscriber = new SubscriberProbe();
        at.fixture.subscribe(new Items(0, end), subscriber);
        at.law.count(1, "ends", subscriber.ends());
        return subscriber.end(at.law);
    }

    // ------------------------------------------------------------------------------------------ L2

    static <S> void l2(StreamCases<S> cases) {
        Map<String, Throwable> raised = new LinkedHashMap<>();
        raised.put("an unchecked exception", new IllegalStateException("unchecked"));
        raised.put("a checked exception", new Exception("checked"));
        raised.put("an error", new AssertionError("error"));
        raised.put("a wrapper without a cause", new CompletionException("a wrapper without a cause", null));
        raised.forEach((what, cause) -> {
            cases.given("a source that raises " + what,
                    at -> at.law.same(cause, at.law.failure(ended(at, Poll.failed(cause)))));
            if (cases.has(StreamTrait.HANDLES)) {
                cases.given("a subscriber of a stream that failed with " + what,
                        at -> at.law.same(cause, at.law.failure(shown(at, Poll.failed(cause)))));
            }
        });
        cases.given("each wrapper that is put around it on its way", at -> {
            Exception cause = new Exception("inside of a wrapper");
            for (UnaryOperator<Throwable> wrapper : at.fixture.wrappers()) {
                at.law.same(cause, at.law.failure(ended(at, Poll.failed(wrapper.apply(wrapper.apply(cause))))));
            }
        });
    }

    // ------------------------------------------------------------------------------------------ L5

    static <S> void l5(StreamCases<S> cases) {
        cases.given("a source that somebody else cancels",
                at -> at.law.cancelled(ended(at, Poll.cancelled(new CancellationException("upstream")))));
        if (cases.has(StreamTrait.HANDLES)) {
            cases.given("a subscriber of a stream that somebody else cancelled", at -> {
                CancellationException cancellation = new CancellationException("upstream");
                at.law.same(cancellation, at.law.cancelled(shown(at, Poll.cancelled(cancellation))));
            });
            cases.given("a subscriber of a stream that was cancelled without a reason",
                    at -> at.law.cancelled(shown(at, Poll.cancelled(null))));
        }
    }

    // ------------------------------------------------------------------------------------------ L15

    static <S> void l15(StreamCases<S> cases) {
        if (!cases.has(StreamTrait.ROUND_TRIPS)) {
            return;
        }
        cases.given("a stream that goes out and comes back unread", at -> {
            PollableStream<Object> stream = new Items(3, Poll.ready(null));
            at.law.same(stream, at.fixture.roundTrip(stream));
        });
        cases.given("a source that comes in and goes out again unread", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            S came = at.fixture.roundTripOfSource(at.fixture.toStream(source.source(), 4));
            at.law.same(source.source(), came);
            at.law.count(0, "starts", source.starts());
        });
        cases.given("a source that comes in, is polled, and goes out again", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.start(stream);
            at.law.expect(at.fixture.roundTripOfSource(stream) != source.source(),
                    "another source: a cold one would run twice", source);
            at.law.count(1, "starts", source.starts());
        });
    }
}
