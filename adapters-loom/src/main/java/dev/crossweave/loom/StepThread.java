package dev.crossweave.loom;

import dev.crossweave.Outcome;
import dev.crossweave.Spawner;
import dev.crossweave.loom.spi.StepEngine;
import java.util.Objects;

/** The body of a virtual thread that is no task. */
final class StepThread implements Steps.Owner {

    private final Spawner spawner;
    private final Runnable body;

    private StepThread(Spawner spawner, Runnable body) {
        this.spawner = spawner;
        this.body = Objects.requireNonNull(body, "a thread needs a body, which is null here");
    }

    static Thread unstarted(Spawner spawner, StepEngine engine, Runnable body) {
        Steps steps = new Steps(spawner, engine, new StepThread(spawner, body), spawner.name());
        return Objects.requireNonNull(steps.thread()); // it has not ended
    }

    @Override
    public void run() {
        body.run();
    }

    /** A rejection has no task to fail, so it is a late error; a queue that was closed is a cancellation, and none. */
    @Override
    public void stranded(Outcome<?> why) {
        if (why instanceof Outcome.Failure<?>(Throwable rejection)) {
            spawner.lateError(rejection);
        }
    }

    @Override
    public void ended() {
    }
}
