package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Waker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes wrong with parked virtual threads when nobody minds it. That thread-locals and the class loader are the maker's,
 * and that cancelling drives a parked body to its end, is in {@link LoomTasksTest} and {@link LoomStreamsTest}.
 */
class ModeOneTrapsTest {

    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final Completer<String> source = new Completer<>();

    static List<ThreadFactory> threads() {
        return List.of(Thread.ofPlatform().daemon().factory(), Thread.ofVirtual().factory());
    }

    @BeforeEach
    void listen() {
        Hooks.onLateError(late::add);
    }

    @AfterEach
    void stopListening() {
        Hooks.onLateError(null);
    }

    /** Observes the source, and counts how often it is polled. */
    private static final class Counted implements Pollable<String> {
        final AtomicInteger polls = new AtomicInteger();
        private final Task<String> source;

        Counted(Task<String> source) {
            this.source = source;
        }

        @Override
        public Poll<String> poll(Waker waker) {
            Poll<String> poll = source.poll(waker);
            polls.incrementAndGet();
            return poll;
        }
    }

    private static void awaitParked(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    // ------------------------------------------------------------------------------------------ permits

    /** Thread.sleep leaves such a one, as does anybody who unparks this thread for a reason of his own. */
    @ParameterizedTest
    @MethodSource("threads")
    void permitThatSomebodyLeft_endsNoWait(ThreadFactory threads) throws Exception {
        Counted counted = new Counted(source);
        FutureTask<String> waiting = new FutureTask<>(() -> {
            LockSupport.unpark(Thread.currentThread());
            String first = LoomTasks.await(counted);
            LockSupport.unpark(Thread.currentThread());
            return first + LoomTasks.await(source);
        });
        Thread thread = threads.newThread(waiting);
        thread.start();
        awaitParked(thread);
        for (int i = 0; i < 10; i++) {
            LockSupport.unpark(thread);
            awaitParked(thread);
        }
        assertThat(waiting.isDone()).isFalse();
        assertThat(counted.polls).hasValue(1); // nor is it worth a poll

        source.complete("value");

        assertThat(waiting.get()).isEqualTo("valuevalue");
    }

    @ParameterizedTest
    @MethodSource("threads")
    void unparkBeforeTheStart_isRememberedByTheThread_andEndsNoWait(ThreadFactory threads) throws Exception {
        FutureTask<String> waiting = new FutureTask<>(() -> LoomTasks.await(source));
        BodyThread thread = new BodyThread(threads, waiting);
        thread.unpark();
        thread.start();
        await().until(() -> source.toString().contains("1 awaits"));
        assertThat(waiting.isDone()).isFalse();

        source.complete("value");

        assertThat(waiting.get()).isEqualTo("value");
    }

    // ------------------------------------------------------------------------------------------ the interrupt flag

    @ParameterizedTest
    @MethodSource("threads")
    void interruptFlag_thatIsSetAlready_endsAWaitInsteadOfSpinningInIt(ThreadFactory threads) throws Exception { // L13
        Counted counted = new Counted(new Completer<>());
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> LoomTasks.await(counted)).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> LoomTasks.await(source)).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        threads.newThread(waiting).start();

        assertThat(waiting.get()).isFalse();
        assertThat(counted.polls).hasValue(1);
        assertThat(source.toString()).doesNotContain("await"); // the thread that gave up is forgotten
    }

    @Test
    void interruptBeforeTheThreadHasBegun_isNotLost() throws Exception { // L7
        CountDownLatch never = new CountDownLatch(1);
        FutureTask<Object> body = new FutureTask<>(() -> {
            never.await();
            return "never";
        });
        BodyThread thread = new BodyThread(Thread.ofVirtual().factory(), body);
        thread.interrupt();
        thread.start();

        assertThatThrownBy(body::get).hasCauseInstanceOf(InterruptedException.class);
    }

    // ------------------------------------------------------------------------------------------ monitors

    /** With one carrier, in a JVM of its own. Before JDK 24 a thread that parks in there keeps the carrier, for ever. */
    @Test
    void awaitInsideOfSynchronized_withParallelismOne_letsOthersRun() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1", "-cp",
                System.getProperty("java.class.path"), UnderAMonitor.class.getName()).redirectErrorStream(true).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.getInputStream()).hasContent("value");
        } finally {
            process.destroyForcibly();
        }
    }

    /** What that test runs. */
    static final class UnderAMonitor {
        public static void main(String[] args) throws InterruptedException {
            Completer<String> source = new Completer<>();
            Task<String> waiting = LoomTasks.fromCallable(() -> {
                synchronized (source) {
                    return LoomTasks.await(source);
                }
            }).start();
            LoomTasks.fromCallable(() -> {
                awaitParkedIn(source);
                return source.complete("value");
            }).start();
            System.out.print(waiting.join());
        }

        private static void awaitParkedIn(Task<String> source) {
            while (!source.toString().contains("1 awaits")) {
                Thread.yield();
            }
        }
    }

    // ------------------------------------------------------------------------------------------ what nobody catches

    @Test
    void whatABodyThrows_goesToItsTask_andNotToTheHandlerOfItsThread() { // L8
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        ThreadFactory threads = Thread.ofVirtual().uncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown))
                .factory();
        Error error = new StackOverflowError("scripted");

        assertThatThrownBy(LoomTasks.fromCallable(() -> {
            throw error;
        }, threads)::join).isSameAs(error);

        assertThat(uncaught).isEmpty();
        assertThat(late).isEmpty();
    }

    @Test
    void whatAnAwaiterThrows_onTheThreadThatEnds_isReportedOnce_andKeepsNobodyFromBeingTold() throws Exception { // L18
        RuntimeException broken = new RuntimeException("a broken waker");
        CountDownLatch told = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        Task<String> task = LoomTasks.fromCallable(() -> {
            go.await();
            return "value";
        });
        task.poll(told::countDown);
        task.poll(() -> {
            throw broken;
        });
        task.poll(told::countDown);
        go.countDown();

        told.await();
        await().untilAsserted(() -> assertThat(late).containsExactly(broken));
    }
}
