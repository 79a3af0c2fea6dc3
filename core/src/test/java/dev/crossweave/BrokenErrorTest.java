package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Errors that do harm while they are looked at, and those at which nothing can be allocated any more: they arrive (L1, L18). */
class BrokenErrorTest {

    /** Looks like a carrier, and throws when it is asked for its cause. */
    private static final class Broken extends ExecutionException {
        private static final long serialVersionUID = 1;

        Broken() {
            super("broken", null);
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause, but this");
        }
    }

    private final Broken broken = new Broken();
    private final RunQueue queue = new RunQueue();

    @Test
    void brokenError_ofAPoll_isTheFailure() {
        Task<Object> task = Tasks.on(queue).spawn(waker -> {
            throw broken;
        });
        queue.runAll();
        assertThat(task.exceptionNow()).isSameAs(broken);
    }

    @Test
    void brokenError_ofAFunction_isTheFailure() {
        Task<Object> task = Tasks.value("value").map(value -> {
            throw Failures.sneak(broken);
        });
        assertThat(task.start().exceptionNow()).isSameAs(broken);
    }

    @Test
    void brokenError_insideOfACarrier_isTheFailure() {
        assertThat(Outcome.ofThrown(new ExecutionException(broken))).isEqualTo(Poll.failed(broken));
        assertThat(Failures.isInterrupt(new ExecutionException(broken))).isFalse();
    }

    /** It tells its cause only the first time. */
    @Test
    void errorThatForgetsItsCause_isNotAskedForEver() {
        ExecutionException cause = new ExecutionException("inner", null);
        AtomicInteger asked = new AtomicInteger();
        Throwable forgetful = new ExecutionException("forgetful", null) {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Throwable getCause() {
                return asked.getAndIncrement() == 0 ? cause : null;
            }
        };
        assertThat(Outcome.ofThrown(forgetful)).isEqualTo(Poll.failed(cause));
    }

    /** So that it arrives where nothing can be allocated: an OutOfMemoryError. */
    @Test
    void endOfATask_byAnError_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().threadId();
        OutOfMemoryError error = new OutOfMemoryError("scripted");
        int count = 1_000;
        Pollable<Object> failing = waker -> {
            throw error;
        };
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) { // the first ones load classes and compile
            for (int i = 0; i < count; i++) {
                Tasks.on(queue).spawn(failing);
            }
            long before = threads.getThreadAllocatedBytes(me);
            queue.runAll();
            least = Math.min(least, threads.getThreadAllocatedBytes(me) - before);
        }
        assertThat(least).as("bytes for %s ends", count).isLessThan(count);
    }
}
