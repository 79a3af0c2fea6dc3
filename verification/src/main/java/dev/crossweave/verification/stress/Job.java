package dev.crossweave.verification.stress;

import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;

/**
 * A pollable that answers what it is told to and keeps count. Its fields are plain on purpose, so that it orders nothing: what
 * happens-before what is for the task to see to.
 */
class Job implements Pollable<Object> {

    /** What a waker writes before it wakes. */
    int written;
    /** What the last poll found there. */
    int seen;
    int polls;
    int drops;

    private final Poll<Object> answer;
    private final int readyAt;

    Job(Poll<Object> answer) {
        this(answer, 1);
    }

    private Job(Poll<Object> answer, int readyAt) {
        this.answer = answer;
        this.readyAt = readyAt;
    }

    static Job pending() {
        return new Job(Poll.pending());
    }

    static Job ready(Object value) {
        return new Job(Poll.ready(value));
    }

    static Job failed(Throwable cause) {
        return new Job(Poll.failed(cause));
    }

    /** Pending at first; ready at the second poll. */
    static Job readyAtSecond(Object value) {
        return new Job(Poll.ready(value), 2);
    }

    @Override
    public Poll<Object> poll(Waker waker) {
        polls++;
        seen = written;
        return polls >= readyAt ? answer : Poll.pending();
    }

    @Override
    public void drop() {
        drops++;
    }
}
