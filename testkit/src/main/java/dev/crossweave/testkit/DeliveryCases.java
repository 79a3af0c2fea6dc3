package dev.crossweave.testkit;

import com.sun.management.ThreadMXBean;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.testkit.StreamCases.Situation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Cases of the laws about items on their way: S1, S2, S4, S6, L14. */
final class DeliveryCases {

    private static final int MILLION = 1_000_000;

    private DeliveryCases() {
    }

    // ------------------------------------------------------------------------------------------ S1, S4

    static <S> void s1(StreamCases<S> cases) {
        if (!cases.has(StreamTrait.DEMAND)) {
            return; // it is S4 that bounds it
        }
        for (int capacity : new int[]{1, 2, 4, 5, 16, 100}) {
            int batch = capacity - capacity / 4;
            cases.given("a capacity of " + capacity, at -> {
                StreamProbe<S> source = at.fixture.source(capacity);
                PollableStream<Object> stream = at.fixture.toStream(source.source(), capacity);
                at.start(stream);
                at.law.count(capacity, "items that the source may give before one is taken",
                        at.fill(source, 2 * capacity));
                for (int round = 0; round < 3; round++) {
                    for (int taken = 1; taken < batch; taken++) {
                        at.take(stream);
                        at.law.count(0, "more items before three quarters were taken", at.fill(source, 1));
                    }
                    at.take(stream);
                    at.law.count(batch, "more items when three quarters were taken", at.fill(source, 2 * capacity));
                }
                stream.drop();
            });
        }
        cases.given("no capacity", at -> {
            StreamProbe<S> source = at.fixture.source(256);
            PollableStream<Object> stream = at.fixture.toStream(source.source());
            at.start(stream);
            at.law.count(256, "items that the source may give before one is taken", at.fill(source, 1_000));
            stream.drop();
        });
    }

    static <S> void s4(StreamCases<S> cases) {
        if (cases.has(StreamTrait.DEMAND)) {
            return; // it is S1 that bounds it
        }
        cases.given("more items than there is room for", at -> {
            StreamProbe<S> source = at.fixture.source(4);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
            at.start(stream);
            List<Object> offered = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                offered.add("item " + i);
                at.law.expect(source.offer(offered.getLast()), "a source that is never held back", source);
            }
            List<Object> kept = switch (at.fixture.overflow()) {
                case FAIL, DROP -> offered.subList(0, 4);
                case LATEST -> offered.subList(3, 7);
            };
            for (Object item : kept) {
                at.law.same(item, at.take(stream));
            }
            if (at.fixture.overflow() == Overflow.FAIL) {
                at.law.failure(at.end(stream));
                at.law.count(1, "cancellations of the source", source.cancels());
            } else {
                source.offer("one more");
                at.law.same("one more", at.take(stream));
            }
            List<Object> lost = new ArrayList<>(offered);
            lost.removeAll(kept);
            at.law.expect(at.discarded.equals(lost), "each item that was lost discarded: " + lost, at.discarded);
            stream.drop();
        });
    }

    // ------------------------------------------------------------------------------------------ S2

    static <S> void s2(StreamCases<S> cases) {
        int ahead = cases.has(StreamTrait.DEMAND) ? 16 : 4; // room for four there is at any time, see S1
        cases.given("items in turns of all lengths, and then the end", at -> {
            StreamProbe<S> source = at.fixture.source(16);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 16);
            at.start(stream);
            int given = 0;
            int taken = 0;
            for (int turn = 0; turn < 500; turn++) {
                for (int i = 0; i < turn % 17 && given - taken < ahead && source.offer(given); i++) {
                    given++;
                }
                for (int i = 0; i < turn % 13 && taken < given; i++) {
                    at.law.expect(at.take(stream).equals(taken), "item " + taken, "another");
                    taken++;
                }
            }
            source.signalEnd(Poll.ready(null));
            while (taken < given) {
                at.law.expect(at.take(stream).equals(taken), "item " + taken, "another");
                taken++;
            }
            at.law.is(Outcome.Value.class, at.end(stream));
            stream.drop();
        });
        cases.given("items, and then an error before one was taken", at -> {
            StreamProbe<S> source = at.fixture.source(16);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 16);
            at.start(stream);
            at.fill(source, 3);
            source.signalEnd(Poll.failed(new IllegalStateException("after three")));
            for (int i = 0; i < 3; i++) {
                at.law.expect(at.take(stream).equals("item " + i), "item " + i, "another");
            }
            at.law.failure(at.end(stream));
            at.law.expect(at.next(stream) == PollableStream.Next.END, "an end that stays", stream);
            stream.drop();
        });
        cases.given("an item that is polled for several times", at -> {
            StreamProbe<S> source = at.fixture.source(16);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 16);
            at.start(stream);
            at.fill(source, 2);
            at.next(stream);
            at.next(stream);
            at.law.expect(at.take(stream).equals("item 0"), "item 0", "another");
            at.law.expect(at.take(stream).equals("item 1"), "item 1", "another");
            stream.drop();
        });
        if (cases.has(StreamTrait.HANDLES)) {
            cases.given("a subscriber of a stream with five items and a failure", at -> {
                IllegalStateException failure = new IllegalStateException("after five");
                SubscriberProbe subscriber = new SubscriberProbe();
                Items items = new Items(5, Poll.failed(failure));
                at.fixture.subscribe(items, subscriber);
                at.law.count(0, "items before one was asked for", subscriber.items().size());
                subscriber.request(2);
                at.law.expect(subscriber.items().equals(List.of(0, 1)), "items 0 and 1", subscriber.items());
                subscriber.request(10);
                at.law.expect(subscriber.items().equals(List.of(0, 1, 2, 3, 4)), "all five", subscriber.items());
                at.law.same(failure, at.law.failure(subscriber.end(at.law)));
            });
        }
    }

    // ------------------------------------------------------------------------------------------ S6

    static <S> void s6(StreamCases<S> cases) {
        if (!cases.has(StreamTrait.SAME_THREAD)) {
            return;
        }
        cases.given("an item that the consumer waits for", at -> {
            StreamProbe<S> source = at.fixture.source(16);
            PollableStream<Object> stream = at.fixture.toStream(source.source(), 16);
            Object item = "an item";
            allocatesNothing(at.law, () -> {
                stream.poll(Waker.NOOP);
                at.law.expect(source.offer(item) && stream.poll(Waker.NOOP) == PollableStream.Next.ITEM
                        && stream.take() == item, "the item", "something else");
            });
            stream.drop();
        });
        if (cases.has(StreamTrait.HANDLES)) {
            cases.given("a subscriber that asks for one item after the other", at -> {
                SubscriberProbe subscriber = new SubscriberProbe();
                subscriber.keepNone();
                at.fixture.subscribe(new Items(Long.MAX_VALUE, Poll.ready(null)), subscriber);
                allocatesNothing(at.law, () -> subscriber.request(1));
                subscriber.cancel();
            });
        }
    }

    /** After so many times that what is loaded and compiled once has been. */
    private static void allocatesNothing(Law law, Runnable item) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int count = 20_000;
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < count; i++) {
                item.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        law.expect(least == 0, "no allocation for " + count + " items", least + " bytes");
    }

    // ------------------------------------------------------------------------------------------ L14

    static <S> void l14(StreamCases<S> cases) {
        if (cases.has(StreamTrait.DEMAND) && cases.has(StreamTrait.COLD) && cases.has(StreamTrait.SAME_THREAD)) {
            cases.given("a source that gives a million items from inside of what asks for them",
                    at -> onSmallStack(at.law, () -> {
                        StreamProbe<S> source = at.fixture.source(4);
                        source.supply(MILLION);
                        PollableStream<Object> stream = at.fixture.toStream(source.source(), 4);
                        for (int i = 0; i < MILLION; i++) {
                            at.law.expect(at.take(stream) == StreamProbe.ITEM, "the item", "another");
                        }
                        at.law.is(Outcome.Value.class, at.end(stream));
                        stream.drop();
                    }));
        }
        if (cases.has(StreamTrait.HANDLES)) {
            cases.given("a subscriber that asks for the next item inside of each of a million",
                    at -> onSmallStack(at.law, () -> {
                        SubscriberProbe subscriber = new SubscriberProbe();
                        subscriber.keepNone();
                        subscriber.askForEach();
                        at.fixture.subscribe(new Items(MILLION, Poll.ready(null)), subscriber);
                        subscriber.request(1);
                        at.law.expect(subscriber.count() == MILLION && subscriber.ends() == 1,
                                "a million items and the end", subscriber);
                    }));
        }
    }

    private interface Job {
        void run() throws Exception;
    }

    private static void onSmallStack(Law law, Job job) throws Exception {
        FutureTask<@Nullable Void> running = new FutureTask<>(() -> {
            job.run();
            return null;
        });
        new Thread(null, running, "small stack", 256 * 1024).start();
        try {
            running.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError broken
                    ? broken
                    : law.broken("constant stack", e.getCause());
        }
    }
}
