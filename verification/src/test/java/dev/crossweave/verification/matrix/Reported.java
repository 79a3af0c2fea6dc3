package dev.crossweave.verification.matrix;

import dev.crossweave.Hooks;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where errors go that came too late, whoever reports them: to the error itself when a source raised it (L8). */
final class Reported implements AutoCloseable {

    private static final Queue<Throwable> OTHERS = new ConcurrentLinkedQueue<>();

    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    Reported() {
        OTHERS.clear();
        Hooks.onLateError(Reported::add);
        reactor.core.publisher.Hooks.onErrorDropped(Reported::add);
        RxJavaPlugins.setErrorHandler(Reported::add);
        Infrastructure.setDroppedExceptionHandler(Reported::add);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> add(thrown));
    }

    static void add(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof Raised raised) {
                raised.report();
                return;
            }
        }
        OTHERS.add(thrown);
    }

    /** What no source has raised: there should be none. */
    static Queue<Throwable> others() {
        return OTHERS;
    }

    @Override
    public void close() {
        Hooks.onLateError(null);
        reactor.core.publisher.Hooks.resetOnErrorDropped();
        RxJavaPlugins.setErrorHandler(null);
        Infrastructure.resetDroppedExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
