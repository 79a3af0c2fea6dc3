package dev.crossweave.verification.matrix;

import dev.crossweave.Task;
import dev.crossweave.loom.LoomSteps;
import dev.crossweave.loom.LoomTasks;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of virtual threads: a callable that blocks. */
final class Threads {

    static final Kind THREAD = kind("thread", LoomTasks::fromCallable);

    /** Each of its steps is a poll on a pool. */
    static final Kind STEPS = kind("steps", LoomSteps.on(ForkJoinPool.commonPool()::execute)::fromCallable);

    private Threads() {
    }

    private static Kind kind(String name, Function<Callable<Object>, Task<?>> in) {
        return Kind.<Callable<Object>>of(name,
                new Kind.Traits(true, true, true, true, 1),
                Threads::source,
                in,
                Threads::awaiting,
                Threads::seeing,
                Threads::read);
    }

    private static Callable<@Nullable Object> source(Origin origin) {
        return () -> {
            origin.start();
            try {
                return origin.timesOut ? origin.end.get(1, TimeUnit.MILLISECONDS) : origin.end.get();
            } catch (InterruptedException e) {
                origin.cancel();
                if (origin.stubborn) {
                    return uninterruptibly(origin);
                }
                throw e;
            }
        };
    }

    private static @Nullable Object uninterruptibly(Origin origin) throws ExecutionException {
        while (true) {
            try {
                return origin.end.get();
            } catch (InterruptedException again) {
                // one is enough
            }
        }
    }

    /** Cancels what it awaits when it is interrupted. */
    private static Callable<Object> awaiting(Task<Object> task, Origin origin) {
        return () -> {
            try {
                task.start(); // so that what it owns can be cancelled from now on
                origin.bodyBegan();
                return LoomTasks.await(task);
            } finally {
                task.cancel();
            }
        };
    }

    private static Callable<Object> seeing(Callable<Object> body, Consumer<Object> seen) {
        return () -> {
            seen.accept(String.valueOf(Tenant.here()));
            return body.call();
        };
    }

    private static CompletableFuture<?> read(Callable<Object> body) {
        CompletableFuture<Object> seen = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().name("reader").start(() -> {
            try {
                seen.complete(body.call());
            } catch (Throwable thrown) {
                if (!seen.completeExceptionally(thrown) && !(thrown instanceof InterruptedException)
                        && !(thrown instanceof java.util.concurrent.CancellationException)) {
                    Reported.add(thrown);
                }
            }
        });
        seen.whenComplete((value, thrown) -> {
            if (seen.isCancelled()) {
                reader.interrupt();
            }
        });
        return seen;
    }
}
