package dev.crossweave.samples.library;

import dev.crossweave.Completer;
import dev.crossweave.PollableStream;
import dev.crossweave.StreamSource;
import dev.crossweave.Task;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An SDK that is written once and used from every ecosystem. It needs Crossweave's core and nothing else: who calls it adds the
 * adapter of the ecosystem that they live in.
 */
public final class QuoteClient {

    /** A price in cents. */
    public record Quote(String symbol, int cents) {
    }

    private final Wire wire;

    /** A client on a wire. */
    public QuoteClient(Wire wire) {
        this.wire = wire;
    }

    /**
     * The latest quote.
     *
     * @return a lazy task: it asks when it is first awaited or started, once; cancelling it aborts the call
     */
    public Task<Quote> latest(String symbol) {
        return new Latest(symbol);
    }

    /**
     * All quotes from now on.
     *
     * @return a stream for one consumer: it subscribes when it is first polled, asks for as much as there is room for, and
     *     unsubscribes when it is dropped
     */
    public PollableStream<Quote> quotes(String symbol) {
        return new Quotes(symbol);
    }

    /** The task is itself what the wire calls back. */
    private final class Latest extends Completer<Quote> implements Wire.Answer {

        private static final Wire.Call ANSWERED = () -> {
        };
        private static final Wire.Call CANCELLED = () -> {
        };

        private final String symbol;

        /** Null, the call, or how it ended: cancelling may come while the wire is still being asked, and the second sees the first. */
        private final AtomicReference<Wire.@Nullable Call> call = new AtomicReference<>();

        Latest(String symbol) {
            super(true);
            this.symbol = symbol;
        }

        @Override
        protected void onStart() {
            Wire.Call asked = wire.ask(symbol, this);
            if (!call.compareAndSet(null, asked) && call.get() == CANCELLED) {
                asked.abort();
            }
        }

        @Override
        protected boolean onCancel() {
            Wire.Call asked = call.getAndSet(CANCELLED);
            if (asked != null) {
                asked.abort();
            }
            return true;
        }

        @Override
        public void quote(Quote quote) {
            call.set(ANSWERED);
            complete(quote);
        }

        @Override
        public void error(Throwable cause) {
            call.set(ANSWERED);
            fail(cause);
        }

        @Override
        public String name() {
            return "latest quote of " + symbol;
        }
    }

    /** The stream is itself what the wire calls back. */
    private final class Quotes extends StreamSource<Quote, Wire.Feed> implements Wire.Listener {

        private final String symbol;

        Quotes(String symbol) {
            super(16);
            this.symbol = symbol;
        }

        @Override
        protected void onStart() {
            connected(wire.subscribe(symbol, this));
        }

        @Override
        protected void onRequest(Wire.Feed feed, long n) {
            feed.pull(n);
        }

        @Override
        protected void onCancel(Wire.Feed feed) {
            feed.abort();
        }

        @Override
        public void quote(Quote quote) {
            item(quote);
        }

        @Override
        public void error(Throwable cause) {
            fail(cause);
        }

        @Override
        public void done() {
            complete();
        }
    }
}
