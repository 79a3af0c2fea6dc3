package dev.crossweave.loom;

import dev.crossweave.loom.spi.StepEngine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Virtual threads with a scheduler, by the constructor of their builder that the JDK keeps for its tests: the same from 21 on.
 * Reaching it needs java.lang to be opened.
 */
final class BuilderEngine implements StepEngine {

    private final MethodHandle constructor;

    /** @throws IllegalAccessException when java.lang isn't open to this module */
    BuilderEngine() throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
        constructor = MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                .findConstructor(builder, MethodType.methodType(void.class, Executor.class));
    }

    @Override
    public Thread.Builder.OfVirtual start(Executor ready) {
        try {
            return (Thread.Builder.OfVirtual) constructor.invoke(ready);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new AssertionError("the constructor declares no checked exception", thrown);
        }
    }

    @Override
    public void resume(Runnable continuation) {
        continuation.run();
    }

    @Override
    public void reject(Runnable step) {
        Fallback.POOL.execute(step);
    }

    /** Its daemon threads come when a step is rejected, and go when there was none for a minute. */
    private static final class Fallback {
        private static final ForkJoinPool POOL = new ForkJoinPool(Runtime.getRuntime().availableProcessors(),
                ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }
}
