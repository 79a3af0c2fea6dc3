package dev.crossweave;

import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/** All {@link NonBlockingThreads} that are known; with those of the adapters from its first use on. */
final class NonBlockingRegistry {

    static final CopyOnWriteArrayList<NonBlockingThreads> ALL = new CopyOnWriteArrayList<>();

    static {
        ServiceLoader.load(NonBlockingThreads.class, NonBlockingThreads.class.getClassLoader()).forEach(ALL::add);
    }

    private NonBlockingRegistry() {
    }
}
