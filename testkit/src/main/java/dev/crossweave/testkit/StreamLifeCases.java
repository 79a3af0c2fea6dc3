package dev.crossweave.testkit;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Cases of the laws about who starts and ends a stream, and about wrong use: S3, L3, L7, L8, L9, L17, L18. */
final class StreamLifeCases {

    private StreamLifeCases() {
    }

    // ------------------------------------------------------------------------------------------ S3

    static <S> void s3(StreamCases<S> cases) {
        cases.given("a stream that is dropped while it waits", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.start(stream);
            stream.drop();
            at.law.count(1, "cancellations of the source", source.cancels());
        });
        if (cases.has(StreamTrait.HANDLES)) {
            cases.given("a subscription that is cancelled inside of an item", at -> {
                Items items = new Items(10, Poll.ready(null));
                SubscriberProbe subscriber = new SubscriberProbe();
                at.fixture.subscribe(items, subscriber);
                subscriber.request(3);
                subscriber.cancel();
                subscriber.request(3);
                at.law.count(3, "items", subscriber.items().size());
                at.law.count(0, "ends that a cancelled subscriber hears of", subscriber.ends());
                at.law.count(1, "drops of the stream", items.drops);
            });
        }
    }

    // ------------------------------------------------------------------------------------------ L3, L18

    static <S> void l3(StreamCases<S> cases) {
        if (!cases.has(StreamTrait.COLD)) {
            return;
        }
        cases.given("a conversion, and polls", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.law.count(0, "starts before the first poll", source.starts());
            at.start(stream);
            at.start(stream);
            at.law.count(1, "starts", source.starts());
            stream.drop();
        });
        cases.given("a stream that is dropped before its first poll", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            at.fixture.toStream(source.source(), 4).drop();
            at.law.count(0, "starts", source.starts());
            at.law.count(0, "cancellations of a source that never ran", source.cancels());
        });
    }

    static <S> void l18(StreamCases<S> cases) {
        if (!cases.has(StreamTrait.COLD)) {
            return;
        }
        cases.given("a source that throws when it is started", at -> {
            IllegalStateException refusal = new IllegalStateException("no start");
            StreamProbe<S> source = at.fixture.source(4);
            source.refuseToStart(refusal);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.law.same(refusal, at.law.failure(at.end(stream)));
            stream.drop();
        });
    }

    // ------------------------------------------------------------------------------------------ L7

    static <S> void l7(StreamCases<S> cases) {
        if (!cases.has(StreamTrait.HANDLES)) {
            return;
        }
        for (Outcome<@Nullable Void> end : List.<Outcome<@Nullable Void>>of(Poll.ready(null),
                Poll.failed(new IllegalStateException("a failure")), Poll.cancelled(null))) {
            cases.given("a stream that ends with " + end.getClass().getSimpleName(), at -> {
                Items items = new Items(3, end);
                SubscriberProbe subscriber = new SubscriberProbe();
                subscriber.beforeEnd(() -> at.law.count(1, "drops before the end is shown", items.drops));
                at.fixture.subscribe(items, subscriber);
                subscriber.request(10);
                subscriber.request(10);
                subscriber.cancel();
                at.law.count(1, "ends", subscriber.ends());
                at.law.expect(items.drops == 1 && items.misuses == 0, "one drop, and no call after it", items);
            });
        }
    }

    // ------------------------------------------------------------------------------------------ L8, L9

    static <S> void l8(StreamCases<S> cases) {
        if (cases.has(StreamTrait.SIGNALS_LATE)) {
            cases.given("an error that the source raises after it was cancelled", at -> {
                Exception error = new Exception("late");
                endAfterDrop(at, Poll.failed(error));
                at.reportedOnce(error);
            });
            cases.given("a cancellation that the source signals after it was cancelled", at -> {
                endAfterDrop(at, Poll.cancelled(new CancellationException("what cancel brings about")));
                at.reportedNothing();
            });
            cases.given("an interrupt that the source raises because it was cancelled", at -> {
                endAfterDrop(at, Poll.failed(new InterruptedException("what cancel brings about")));
                at.reportedNothing();
            });
            cases.given("a source that completes after it was cancelled", at -> {
                endAfterDrop(at, Poll.ready(null));
                at.reportedNothing();
            });
        }
        cases.given("a failure that the consumer has seen", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.start(stream);
            source.signalEnd(Poll.failed(new Exception("not late")));
            at.law.failure(at.end(stream));
            stream.drop();
            at.reportedNothing();
        });
    }

    private static <S> void endAfterDrop(StreamCases.Situation<S> at, Outcome<@Nullable Void> end) {
        StreamProbe<S> source = at.fixture.source(4);
        PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
        at.start(stream);
        stream.drop();
        source.signalEnd(end);
    }

    static <S> void l9(StreamCases<S> cases) {
        cases.given("items that nobody has taken when the stream is dropped", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.start(stream);
            at.fill(source, 3);
            at.take(stream);
            at.next(stream);
            stream.drop();
            at.law.expect(at.discarded.equals(List.of("item 1", "item 2")), "items 1 and 2 discarded, once each",
                    at.discarded);
        });
        if (cases.has(StreamTrait.SIGNALS_LATE)) {
            cases.given("an item that the source gives after it was cancelled", at -> {
                StreamProbe<S> source = at.fixture.source(4);
                PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
                at.start(stream);
                stream.drop();
                source.signal("late");
                at.law.expect(at.discarded.equals(List.of("late")), "the item discarded, once", at.discarded);
            });
        }
    }

    // ------------------------------------------------------------------------------------------ L17

    @SuppressWarnings("NullAway") // null is what is tried
    static <S> void l17(StreamCases<S> cases) {
        cases.given("null in place of a source",
                at -> refused(at.law, NullPointerException.class, () -> at.fixture.toStream(null, 4)));
        if (cases.has(StreamTrait.HANDLES)) {
            cases.given("null in place of a stream", at -> refused(at.law, NullPointerException.class, () -> {
                at.fixture.subscribe(null, new SubscriberProbe());
                return "a subscription";
            }));
        }
        cases.given("a capacity of zero", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            refused(at.law, IllegalArgumentException.class, () -> at.fixture.toStream(source.source(), 0));
        });
        cases.given("calls before a poll has answered what they need", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.start(stream);
            refused(at.law, IllegalStateException.class, stream::take);
            refused(at.law, IllegalStateException.class, stream::end);
            refused(at.law, NullPointerException.class, () -> stream.poll(null));
            at.fill(source, 1);
            at.take(stream);
            refused(at.law, IllegalStateException.class, stream::take);
            stream.drop();
        });
        cases.given("calls after the drop", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            stream.drop();
            refused(at.law, IllegalStateException.class, () -> stream.poll(new CountingWaker()));
            refused(at.law, IllegalStateException.class, stream::take);
            refused(at.law, IllegalStateException.class, stream::end);
            refused(at.law, IllegalStateException.class, () -> {
                stream.drop();
                return "a second drop";
            });
        });
    }

    private static void refused(Law law, Class<? extends RuntimeException> expected, Callable<?> call)
            throws Exception {
        Object made;
        try {
            made = call.call();
        } catch (RuntimeException thrown) {
            law.is(expected, thrown);
            law.expect(thrown.getMessage() != null, "a message that says what was expected and what came", thrown);
            return;
        }
        throw law.broken(expected.getSimpleName() + " at the call", made);
    }
}
