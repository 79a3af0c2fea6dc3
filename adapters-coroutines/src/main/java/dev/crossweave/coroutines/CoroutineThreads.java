package dev.crossweave.coroutines;

import dev.crossweave.NonBlockingThreads;
import kotlinx.coroutines.scheduling.CoroutineSchedulerKt;

/**
 * The threads of {@code Dispatchers.Default} (law L12). They are those of {@code Dispatchers.IO} too, where blocking is
 * allowed: what counts is which of the two a thread works for at the moment.
 */
public final class CoroutineThreads implements NonBlockingThreads {

    /** For the service loader. */
    public CoroutineThreads() {
    }

    /** As kotlinx tells BlockHound: a thread of Dispatchers.Default, as long as it works for that. */
    @Override
    public boolean contains(Thread thread) {
        return CoroutineSchedulerKt.mayNotBlock(thread);
    }
}
