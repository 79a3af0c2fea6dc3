package dev.crossweave.verification.stress;

import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The machine of a spawned task in small, with one {@link Flaw}: the twins of the real one. No part of Crossweave uses it.
 */
final class SmallTask implements Subject {

    private static final int SCHEDULED = 1;
    private static final int RUNNING = 2;
    private static final int CANCELLING = 4;
    private static final int ENDED = 8;
    private static final int DETACHED = 16;
    /** Lazy, and not started. */
    private static final int NEW = 32;

    /** Stands in the list of awaiters for the reason of a cancellation. */
    private record Reason(Throwable reason) implements Waker {
        @Override
        public void wake() { // it awaits nothing
        }
    }

    private final Flaw flaw;
    private final Pollable<?> job;
    private final Runnable schedule;
    private final AtomicInteger word;
    private final AtomicReference<List<Waker>> awaiters = new AtomicReference<>(List.of());
    private Outcome<?> outcome = Poll.cancelled(null);

    private SmallTask(Flaw flaw, Pollable<?> job, Runnable schedule, int initial) {
        this.flaw = flaw;
        this.job = job;
        this.schedule = schedule;
        this.word = new AtomicInteger(initial);
    }

    static SmallTask scheduled(Flaw flaw, Pollable<?> job, Runnable schedule) {
        return new SmallTask(flaw, job, schedule, SCHEDULED);
    }

    static SmallTask lazy(Flaw flaw, Pollable<?> job, Runnable schedule) {
        return new SmallTask(flaw, job, schedule, NEW);
    }

    // ------------------------------------------------------------------------------------------ wake, cancel

    @Override
    public void wake() {
        for (;;) {
            int now = word.get();
            if ((now & ENDED) != 0 || flaw == Flaw.WAKE_UNWRITTEN && (now & SCHEDULED) != 0) {
                return;
            }
            if (Cell.set(word, now, now | SCHEDULED, flaw == Flaw.WAKE_TORN)) {
                scheduleIfIdle(now);
                return;
            }
        }
    }

    @Override
    public boolean cancel() {
        for (;;) {
            int now = word.get();
            if ((now & (ENDED | CANCELLING)) != 0) {
                return (now & ENDED) == 0;
            }
            if (flaw == Flaw.CANCEL_DROPS) {
                job.drop();
            }
            boolean idle = (now & (SCHEDULED | RUNNING)) == 0;
            if (Cell.set(word, now, now | CANCELLING | (idle ? SCHEDULED : 0), flaw == Flaw.CANCEL_TORN)) {
                scheduleIfIdle(now);
                return true;
            }
        }
    }

    @Override
    public boolean cancel(Throwable reason) {
        register(new Reason(reason));
        return cancel();
    }

    private void scheduleIfIdle(int before) {
        if ((before & (SCHEDULED | RUNNING)) == 0) {
            try {
                schedule.run();
            } catch (RuntimeException rejection) {
                rejected(rejection);
            }
        }
    }

    private void rejected(RuntimeException rejection) {
        int before = reclaim(0);
        if ((before & CANCELLING) != 0) {
            endCancelled();
            Hooks.lateError(rejection);
        } else if (before != 0) {
            end(Poll.failed(rejection));
        } else {
            Hooks.lateError(rejection); // the right was used all the same
        }
    }

    // ------------------------------------------------------------------------------------------ run, discard

    @Override
    public boolean run() {
        for (;;) {
            int now = word.get();
            if ((now & (SCHEDULED | RUNNING)) != SCHEDULED) {
                return false;
            }
            if (Cell.set(word, now, now & ~SCHEDULED | RUNNING, flaw == Flaw.RUN_TORN)) {
                if ((now & CANCELLING) != 0) {
                    endCancelled();
                } else {
                    pollOnce();
                }
                return true;
            }
        }
    }

    private void pollOnce() {
        Poll<?> poll;
        try {
            poll = job.poll(this::wake);
        } catch (Exception e) {
            poll = Poll.failed(e);
        }
        if (poll instanceof Outcome<?> ready) {
            end(ready);
        } else {
            pending();
        }
    }

    private void pending() {
        for (;;) {
            int now = word.get();
            if ((now & CANCELLING) != 0) {
                endCancelled();
                return;
            }
            if (Cell.set(word, now, now & ~RUNNING, flaw == Flaw.PENDING_TORN)) {
                if ((now & SCHEDULED) != 0) {
                    schedule.run();
                }
                return;
            }
        }
    }

    @Override
    public boolean discard() {
        if (reclaim(CANCELLING) == 0) {
            return false;
        }
        endCancelled();
        return true;
    }

    private int reclaim(int add) {
        for (;;) {
            int now = word.get();
            if ((now & (SCHEDULED | RUNNING)) != SCHEDULED) {
                return 0;
            }
            if (Cell.set(word, now, now & ~SCHEDULED | RUNNING | add, flaw == Flaw.RECLAIM_TORN)) {
                return now;
            }
        }
    }

    // ------------------------------------------------------------------------------------------ the end

    private void end(Outcome<?> ready) {
        job.drop();
        for (;;) {
            int now = word.get();
            if ((now & CANCELLING) != 0) {
                publishCancelled();
                lose(ready);
                return;
            }
            outcome = ready;
            if (Cell.set(word, now, now & DETACHED | ENDED, flaw == Flaw.END_TORN)) {
                announce();
                return;
            }
        }
    }

    private static void lose(Outcome<?> late) {
        switch (late) {
            case Outcome.Value<?>(Object value) -> Hooks.discard(value);
            case Outcome.Failure<?>(Throwable cause) -> Hooks.lateError(cause);
            case Outcome.Cancelled<?> cancelled -> {
            }
        }
    }

    private void endCancelled() {
        if (flaw != Flaw.CANCEL_DROPS) {
            job.drop();
        }
        publishCancelled();
    }

    private void publishCancelled() {
        outcome = Poll.cancelled(reason());
        word.set(word.get() & DETACHED | ENDED); // detached before the scenario begins, if at all
        announce();
    }

    private Throwable reason() {
        for (Waker waker : awaiters.get()) {
            if (waker instanceof Reason(Throwable reason)) {
                return reason;
            }
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------ awaiters

    @Override
    public Poll<?> poll(Waker waker) {
        start();
        if ((word.get() & ENDED) != 0) {
            return outcome;
        }
        register(waker);
        if (flaw == Flaw.REGISTER_UNCHECKED || (word.get() & ENDED) == 0) {
            return Poll.pending();
        }
        take().stream().filter(other -> other != waker).forEach(Waker::wake);
        return outcome;
    }

    private void start() {
        for (int now = word.get(); (now & NEW) != 0; now = word.get()) {
            if (Cell.set(word, now, now & ~NEW | SCHEDULED, flaw == Flaw.START_TORN)) {
                schedule.run();
            }
        }
    }

    @Override
    public Poll<?> peek() {
        return (word.get() & ENDED) != 0 ? outcome : Poll.pending();
    }

    @Override
    public void forget(Waker waker) {
        for (;;) {
            List<Waker> list = awaiters.get();
            List<Waker> without = list.stream().filter(other -> other != waker).toList();
            if (Cell.set(awaiters, list, without, flaw == Flaw.FORGET_TORN)) {
                return;
            }
        }
    }

    @Override
    public void detach() {
        word.getAndUpdate(now -> now | DETACHED);
    }

    private void register(Waker waker) {
        for (;;) {
            List<Waker> list = awaiters.get();
            List<Waker> with = new ArrayList<>(list);
            with.add(waker);
            if (Cell.set(awaiters, list, with, flaw == Flaw.REGISTER_TORN)) {
                return;
            }
        }
    }

    private List<Waker> take() {
        return Cell.swap(awaiters, List.of(), flaw == Flaw.TAKE_TORN);
    }

    private void announce() {
        List<Waker> taken = take();
        taken.forEach(Waker::wake);
        boolean told = taken.stream().anyMatch(waker -> !(waker instanceof Reason) || flaw == Flaw.REASON_AWAITS);
        if (!told && (word.get() & DETACHED) != 0 && outcome instanceof Outcome.Failure<?>(Throwable cause)) {
            Hooks.lateError(cause);
        }
    }
}
