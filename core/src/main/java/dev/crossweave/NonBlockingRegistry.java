package dev.crossweave;

import java.util.Arrays;
import java.util.ServiceLoader;

/** All {@link NonBlockingThreads} that are known; with those of the adapters from its first use on. */
final class NonBlockingRegistry {

    /** Never changed in place: looking through it is a part of each wait, and allocates nothing. */
    private static volatile NonBlockingThreads[] all =
            ServiceLoader.load(NonBlockingThreads.class, NonBlockingThreads.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get).toArray(NonBlockingThreads[]::new);

    private NonBlockingRegistry() {
    }

    static NonBlockingThreads[] all() {
        return all;
    }

    static synchronized void add(NonBlockingThreads threads) {
        NonBlockingThreads[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = threads;
        all = more;
    }

    /** Once, when it was added several times. */
    static synchronized void remove(NonBlockingThreads threads) {
        NonBlockingThreads[] before = all;
        int place = Arrays.asList(before).indexOf(threads);
        if (place >= 0) {
            NonBlockingThreads[] fewer = Arrays.copyOf(before, before.length - 1);
            System.arraycopy(before, place + 1, fewer, place, fewer.length - place);
            all = fewer;
        }
    }
}
