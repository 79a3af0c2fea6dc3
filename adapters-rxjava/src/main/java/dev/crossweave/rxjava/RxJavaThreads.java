package dev.crossweave.rxjava;

import dev.crossweave.NonBlockingThreads;
import io.reactivex.rxjava3.schedulers.Schedulers;

/** The threads that RxJava marks as such that must not block: those of its computation and single schedulers (law L12). */
public final class RxJavaThreads implements NonBlockingThreads {

    /** The marker is in a package that RxJava doesn't export to modules; to ask for it needs no more than its class. */
    private static final Class<?> MARKER;

    static {
        try {
            MARKER = Class.forName("io.reactivex.rxjava3.internal.schedulers.NonBlockingThread", false,
                    Schedulers.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** For the service loader. */
    public RxJavaThreads() {
    }

    @Override
    public boolean contains(Thread thread) {
        return MARKER.isInstance(thread);
    }
}
