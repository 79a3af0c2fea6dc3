package dev.crossweave.loom;

import dev.crossweave.loom.spi.StepEngine;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which engine there is, if any. Whether it works is found out by taking the steps of one thread, not by a version. */
final class StepEngines {

    /** One of both is null. */
    private record Found(@Nullable StepEngine engine, @Nullable UnsupportedOperationException why) {
    }

    /** A look at what there is. */
    private static final FutureTask<Found> LOOK = new FutureTask<>(() -> look(StepEngines.class.getClassLoader()));

    private StepEngines() {
    }

    /** The engine, or what is missing. */
    static StepEngine require() {
        Found found = found();
        if (found.engine == null) {
            UnsupportedOperationException why = found.why;
            throw new UnsupportedOperationException(why == null ? null : why.getMessage(), why);
        }
        return found.engine;
    }

    static boolean isAvailable() {
        return found().engine != null;
    }

    /** Whether a virtual thread may have a scheduler of ours; if one has, it was looked for. Costs a look at a field. */
    static boolean isInUse() {
        return LOOK.state() == Future.State.SUCCESS && LOOK.resultNow().engine != null;
    }

    private static Found found() {
        boolean interrupted = false;
        try {
            if (!LOOK.isDone()) {
                onPlatformThread(LOOK);
            }
            while (true) {
                try {
                    return LOOK.get();
                } catch (InterruptedException e) {
                    interrupted = true; // it takes milliseconds, once for the process
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking for an engine failed; expected an answer", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Two things want one. Steps are taken on platform threads only; and the virtual threads by which the JDK polls sockets
     * inherit the scheduler of the thread that opens the first one. Were that one of ours, all virtual threads of the
     * process would wait for a schedule of ours to learn of their packets.
     */
    private static void onPlatformThread(Runnable look) {
        Thread.ofPlatform().daemon().name("crossweave-steps-probe").start(look);
    }

    // ------------------------------------------------------------------------------------------ looking

    private static Found look(@Nullable ClassLoader loader) {
        StepEngine engine;
        try {
            engine = find(loader);
            startPollers();
        } catch (IllegalAccessException closed) {
            return new Found(null, new UnsupportedOperationException(
                    "Steps of virtual threads need java.lang to be open: start the JVM with "
                            + flag(StepEngines.class.getModule())
                            + " (or put Add-Opens: java.base/java.lang into the manifest of the jar that it starts)."
                            + " LoomTasks needs no flag.",
                    closed));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException other) {
            return new Found(null,
                    new UnsupportedOperationException("Steps of virtual threads can't be had from this JVM ("
                            + Runtime.version() + "): " + other + ". Use LoomTasks, which needs nothing of it.",
                            other));
        }
        try {
            probe(engine);
            return new Found(engine, null);
        } catch (Throwable broken) {
            return new Found(null,
                    new UnsupportedOperationException(engine.getClass().getName() + " doesn't do on this JVM ("
                            + Runtime.version() + ") what it has to: " + broken.getMessage()
                            + ". Use LoomTasks, which needs nothing of it.", broken));
        }
    }

    /** The flag that opens java.lang to a module, or to all of the class path. */
    static String flag(Module module) {
        return "--add-opens java.base/java.lang=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }

    private static void startPollers() {
        try {
            Class.forName("sun.nio.ch.Poller", true, null);
        } catch (ClassNotFoundException e) {
            return; // a JDK that polls in some other way has no pollers to start
        }
    }

    /** The engine that a class loader can see as a service, or else the JDK's builder. */
    static StepEngine find(@Nullable ClassLoader loader) throws ReflectiveOperationException {
        List<StepEngine> engines;
        try {
            engines = ServiceLoader.load(StepEngine.class, loader).stream().map(ServiceLoader.Provider::get).toList();
        } catch (ServiceConfigurationError broken) { // it names the provider
            throw new IllegalStateException("an engine can't be loaded: " + broken + "; expected a public class with a"
                    + " public constructor without parameters", broken);
        }
        if (engines.size() > 1) {
            throw new IllegalStateException("there are several engines, " + engines.stream()
                    .map(engine -> engine.getClass().getName()).toList() + "; expected one of them on the class path");
        }
        return engines.isEmpty() ? new BuilderEngine() : engines.get(0);
    }

    /** Takes the two steps of a thread that yields once, and looks at each. */
    @SuppressWarnings("ThreadPriorityCheck") // the yield is what is tried
    static void probe(StepEngine engine) {
        Queue<Runnable> ready = new ArrayDeque<>();
        AtomicInteger progress = new AtomicInteger();
        Thread thread = engine.start(ready::add).unstarted(() -> {
            progress.incrementAndGet();
            Thread.yield();
            progress.incrementAndGet();
        });
        thread.start();
        expect(ready.size() == 1 && progress.get() == 0, "its start to hand its first step over, and run nothing");
        Runnable step = ready.remove();
        engine.resume(step);
        expect(ready.peek() == step && progress.get() == 1,
                "a yield to end the step and hand the same object over again");
        engine.resume(ready.remove());
        expect(ready.isEmpty() && progress.get() == 2 && !thread.isAlive(), "the thread to end in its second step");
    }

    private static void expect(boolean kept, String what) {
        if (!kept) {
            throw new IllegalStateException("of a thread that yields once it was expected: " + what);
        }
    }
}
