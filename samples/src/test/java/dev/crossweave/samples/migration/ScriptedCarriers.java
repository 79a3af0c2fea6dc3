package dev.crossweave.samples.migration;

import dev.crossweave.Channel;
import dev.crossweave.Outcome;
import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Waker;
import dev.crossweave.samples.migration.Shipping.Position;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Carriers that answer when a test says so. */
final class ScriptedCarriers implements Carriers {

    final Request<String> zone = new Request<>();
    final Map<String, Request<Integer>> prices = Map.of("ox", new Request<>(), "swift", new Request<>());
    final CountDownLatch untracked = new CountDownLatch(1);
    final Channel<Position> positions = Channel.bounded(4, untracked::countDown);
    final AtomicInteger looks = new AtomicInteger();

    Request<Integer> price(String carrier) {
        return prices.get(carrier);
    }

    @Override
    public List<String> names() {
        return List.of("ox", "swift");
    }

    @Override
    public Pollable<String> zone(String postcode) {
        return zone;
    }

    @Override
    public Pollable<Integer> price(String carrier, String zone, int grams) {
        return price(carrier);
    }

    @Override
    public PollableStream<Position> positions(String parcel) {
        return new Counted(positions.stream());
    }

    /** Counts the polls. */
    private final class Counted implements PollableStream<Position> {
        private final PollableStream<Position> stream;

        Counted(PollableStream<Position> stream) {
            this.stream = stream;
        }

        @Override
        public Next poll(Waker waker) {
            looks.incrementAndGet();
            return stream.poll(waker);
        }

        @Override
        public Position take() {
            return stream.take();
        }

        @Override
        public Outcome<@Nullable Void> end() {
            return stream.end();
        }

        @Override
        public void drop() {
            stream.drop();
        }
    }
}
