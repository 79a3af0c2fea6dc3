package dev.crossweave.samples.library;

import dev.crossweave.samples.library.QuoteClient.Quote;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers on a thread of its own: so many quotes of 1, 2, 3 … cents, then the error or the end; or it keeps silent. */
final class TestWire implements Wire, AutoCloseable {

    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch aborted = new CountDownLatch(1);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final int quotes;
    private final @Nullable Throwable error;

    private TestWire(int quotes, @Nullable Throwable error) {
        this.quotes = quotes;
        this.error = error;
    }

    static TestWire of(int quotes) {
        return new TestWire(quotes, null);
    }

    static TestWire failing(int quotes, Throwable error) {
        return new TestWire(quotes, error);
    }

    static TestWire silent() {
        return new TestWire(-1, null);
    }

    @Override
    public Call ask(String symbol, Answer answer) {
        asked.incrementAndGet();
        if (error != null) {
            thread.execute(() -> answer.error(error));
        } else if (quotes > 0) {
            thread.execute(() -> answer.quote(new Quote(symbol, 1)));
        }
        begun.countDown();
        return aborted::countDown;
    }

    @Override
    public Feed subscribe(String symbol, Listener listener) {
        asked.incrementAndGet();
        begun.countDown();
        return new TestFeed(symbol, listener);
    }

    @Override
    public void close() {
        thread.close();
    }

    private final class TestFeed implements Feed {
        private final String symbol;
        private final Listener listener;
        private int sent; // touched by the wire's thread only
        private boolean ended;

        TestFeed(String symbol, Listener listener) {
            this.symbol = symbol;
            this.listener = listener;
        }

        @Override
        public void pull(long count) {
            thread.execute(() -> {
                for (long i = 0; i < count && sent < quotes; i++) {
                    listener.quote(new Quote(symbol, ++sent));
                }
                if (sent == quotes && !ended) {
                    ended = true;
                    if (error != null) {
                        listener.error(error);
                    } else {
                        listener.done();
                    }
                }
            });
        }

        @Override
        public void abort() {
            aborted.countDown();
        }
    }
}
