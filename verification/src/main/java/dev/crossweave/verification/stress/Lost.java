package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What may come too late, and counts how often a hook was handed it: a value (L9), an error (L8), a rejection (L18). */
final class Lost {

    /** Errors that are none of a scenario's own. */
    private static final AtomicInteger STRAYS = new AtomicInteger();

    static {
        Hooks.onDiscard(value -> ((Value) value).discarded.incrementAndGet());
        Hooks.onLateError(Lost::count);
        reactor.core.publisher.Hooks.onErrorDropped(Lost::count);
        RxJavaPlugins
                .setErrorHandler(error -> count(error instanceof UndeliverableException ? error.getCause() : error));
    }

    private Lost() {
    }

    private static void count(Throwable error) {
        if (error instanceof Failure failure) {
            failure.reported.incrementAndGet();
        } else if (error instanceof Rejection rejection) {
            rejection.reported.incrementAndGet();
        } else {
            STRAYS.incrementAndGet();
            throw new AssertionError("expected an error of the scenario's own", error);
        }
    }

    /** 1 when there was ever an error that no scenario made, of which nobody knows to which run it belongs; else 0. */
    static int strays() {
        return STRAYS.get() == 0 ? 0 : 1;
    }

    /** How something ended, as a number for the tables of outcomes: 0 not at all, 1 value, 2 failure, 3 cancelled. */
    static int kind(Poll<?> poll) {
        return switch (poll) {
            case Poll.Pending<?> pending -> 0;
            case Outcome.Value<?> value -> 1;
            case Outcome.Failure<?> failure -> 2;
            case Outcome.Cancelled<?> cancelled -> 3;
        };
    }

    /** Why something was cancelled; null when it wasn't, or for no reason. */
    static Throwable reason(Poll<?> poll) {
        return poll instanceof Outcome.Cancelled<?>(Throwable reason) ? reason : null;
    }

    static Value value() {
        return new Value();
    }

    static Failure failure() {
        return new Failure();
    }

    static Rejection rejection() {
        return new Rejection();
    }

    static final class Value {
        /** How often a consumer got it. Plain: there is one consumer. */
        int delivered;

        private final AtomicInteger discarded = new AtomicInteger();

        int discarded() {
            return discarded.get();
        }
    }

    /** An error without a stack trace: millions are made. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        private final transient AtomicInteger reported = new AtomicInteger();

        private Failure() {
            super("a failure of the scenario's own", null, false, false);
        }

        int reported() {
            return reported.get();
        }
    }

    /** What a schedule throws that takes no more. */
    static final class Rejection extends RejectedExecutionException {
        private static final long serialVersionUID = 1;

        private final transient AtomicInteger reported = new AtomicInteger();

        private Rejection() {
            super("a rejection of the scenario's own");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }

        int reported() {
            return reported.get();
        }
    }
}
