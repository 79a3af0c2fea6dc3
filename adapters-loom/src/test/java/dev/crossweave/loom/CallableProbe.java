package dev.crossweave.loom;

import dev.crossweave.Outcome;
import dev.crossweave.testkit.SourceProbe;
import java.util.concurrent.Callable;

/** A callable that blocks until the law has decided how it ends, and takes its time when it is interrupted. */
final class CallableProbe extends SourceProbe<Callable<Object>> {

    private final Callable<Object> body = () -> {
        started();
        return outcome().orElseThrow();
    };

    @Override
    public Callable<Object> source() {
        return body;
    }

    private Outcome<Object> outcome() throws InterruptedException {
        try {
            return awaitEnd();
        } catch (InterruptedException interrupt) {
            cancelled();
            holdUntilLetGo();
            Outcome<Object> decided = peekEnd();
            if (decided == null) {
                throw interrupt;
            }
            return decided;
        }
    }
}
