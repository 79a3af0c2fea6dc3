package dev.crossweave.reactor;

import dev.crossweave.NonBlockingThreads;
import reactor.core.scheduler.Schedulers;

/** The threads on which Reactor itself refuses to block: those of its schedulers, and what was registered with it (law L12). */
public final class ReactorThreads implements NonBlockingThreads {

    /** For the service loader. */
    public ReactorThreads() {
    }

    @Override
    public boolean contains(Thread thread) {
        return Schedulers.isNonBlockingThread(thread);
    }
}
