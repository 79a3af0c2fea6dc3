package dev.crossweave.verification.stress;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A run queue with two tasks as Lincheck drives it: wakes and a close from every thread, runs from one at a time, as its
 * contract asks. In the end, what was woken has been polled since (L11); in a closed queue it has ended and was dropped once
 * (L18).
 *
 * <p>The operations answer nothing: a wake that finds its task scheduled by another may come back before that one has put it
 * into the queue, so that how much a run finds says nothing about the order of the two.
 */
public abstract class QueueModel {

    private final Job[] jobs = {Job.pending(), Job.pending()};
    private final Queue queue;
    private volatile boolean closed;

    QueueModel(Flaw flaw) {
        queue = Queue.of(flaw, jobs);
    }

    @Operation
    public void wake(@Param(gen = IntGen.class, conf = "0:1") int job) {
        jobs[job].written = 1;
        queue.wake(job);
    }

    @Operation(nonParallelGroup = "runner")
    public void runOne() {
        queue.runOne();
    }

    @Operation(nonParallelGroup = "runner")
    public void runAll() {
        queue.runAll();
    }

    @Operation
    public void close() {
        closed = true;
        queue.close();
    }

    @Validate
    public void nothingIsStranded() {
        queue.runAll();
        for (int i = 0; i < jobs.length; i++) {
            boolean ended = queue.kind(i) != 0;
            if (jobs[i].drops != (ended ? 1 : 0)) {
                throw new IllegalStateException(
                        "job " + i + " was dropped " + jobs[i].drops + " times, ended " + ended);
            }
            boolean answered = jobs[i].seen == jobs[i].written || ended;
            if (!answered) {
                throw new IllegalStateException("job " + i + " was woken and is stranded, closed " + closed);
            }
        }
    }

    public static class Kept extends QueueModel {
        public Kept() {
            super(Flaw.NONE);
        }
    }

    public static class BrokenInbox extends QueueModel {
        public BrokenInbox() {
            super(Flaw.INBOX_TORN);
        }
    }

    public static class BrokenClose extends QueueModel {
        public BrokenClose() {
            super(Flaw.CLOSE_TORN);
        }
    }
}
