package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pollable that answers what the test has lined up, pending when nothing is, and checks law L7 on itself: one poll at a
 * time, no drop during a poll, no poll after the drop, the drop before the end is seen.
 */
final class Scripted<T extends @Nullable Object> implements Pollable<T> {

    /** What one poll does and answers. */
    interface Answer<T extends @Nullable Object> {
        @Nullable Poll<T> to(Waker waker) throws Exception;
    }

    private final Deque<Answer<T>> answers = new ArrayDeque<>();
    private final AtomicInteger inside = new AtomicInteger();
    private @Nullable Task<?> task;
    private volatile @Nullable Waker waker;
    private int polls;
    private int drops;

    /** Lines up the answer to the next poll. */
    Scripted<T> then(Answer<T> answer) {
        answers.add(answer);
        return this;
    }

    Scripted<T> then(Poll<T> poll) {
        return then(waker -> poll);
    }

    /** The task that polls this; then the drop checks that its end can't be seen yet. */
    Scripted<T> of(Task<?> task) {
        this.task = task;
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // an answer of null is a case
    public Poll<T> poll(Waker given) throws Exception {
        assertThat(inside.incrementAndGet()).as("polls at the same time").isEqualTo(1);
        try {
            assertThat(drops).as("drops before a poll").isZero();
            waker = given;
            polls++;
            Answer<T> answer = answers.poll();
            return answer == null ? Poll.pending() : answer.to(given);
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void drop() {
        drops++;
        assertThat(inside.get()).as("polls during the drop").isZero();
        if (task != null) {
            assertThat(task.isDone()).as("end seen before the drop").isFalse();
        }
    }

    /** The waker of the latest poll. */
    Waker waker() {
        return Objects.requireNonNull(waker, "not polled yet");
    }

    int polls() {
        return polls;
    }

    int drops() {
        return drops;
    }
}
