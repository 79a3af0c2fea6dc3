package dev.crossweave.verification.stress;

/** Makes the task of a scenario: the real one when it is to have no flaw, else the twin that has it. */
final class Subjects {

    private Subjects() {
    }

    /** Scheduled; the scenario holds the right to poll. */
    static Subject scheduled(Flaw flaw, Job job, Rights rights) {
        return flaw == Flaw.NONE ? new RealTask(job, rights) : SmallTask.scheduled(flaw, job, rights::add);
    }

    /** Lazy, and not started. */
    static Subject lazy(Flaw flaw, Job job, Rights rights) {
        return flaw == Flaw.NONE ? RealTask.lazy(job, rights) : SmallTask.lazy(flaw, job, rights::add);
    }

    /** Idle after one poll. */
    static Subject idle(Flaw flaw, Job job, Rights rights) {
        Subject task = scheduled(flaw, job, rights);
        task.run();
        return task;
    }

    /** Idle after one poll, on a schedule that rejects every wake. */
    static Subject idleAndRejected(Flaw flaw, Job job, RuntimeException rejection) {
        return idleAndRejected(flaw, job, rejection, () -> {
        });
    }

    /** Idle after one poll, on a schedule that hands every right on and throws all the same. */
    static Subject idleAndRejected(Flaw flaw, Job job, RuntimeException rejection, Runnable handOn) {
        Runnable reject = () -> {
            handOn.run();
            throw rejection;
        };
        Subject task = flaw == Flaw.NONE
                ? new RealTask(job, ignored -> reject.run())
                : SmallTask.scheduled(flaw, job, reject);
        task.run();
        return task;
    }
}
