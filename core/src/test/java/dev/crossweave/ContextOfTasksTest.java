package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L10: the context of where a task is made is in force at every hop of it, and taken back afterwards. */
class ContextOfTasksTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    @RegisterExtension
    final Tenant tenant = new Tenant();

    private final Stepper stepper = new Stepper();
    private final Spawner spawner = Tasks.on(stepper);

    /** Looks at each poll and at the drop, and wakes itself a number of times. */
    private final class Watching implements Pollable<String> {
        final List<String> seen = new ArrayList<>();
        private int yields;

        Watching(int yields) {
            this.yields = yields;
        }

        @Override
        public Poll<String> poll(Waker waker) {
            seen.add(tenant.get());
            if (yields-- == 0) {
                return Poll.ready("end");
            }
            waker.wake();
            return Poll.pending();
        }

        @Override
        public void drop() {
            seen.add("drop " + tenant.get());
        }
    }

    // ------------------------------------------------------------------------------------------ spawned

    @Test
    void spawn_polledOnAnotherThread_seesWhereItWasMade() {
        Task<String> task = tenant.as("acme", () -> spawner.spawn(waker -> Poll.ready(tenant.get())));

        Threads.elsewhere(() -> {
            tenant.set("of the thread");
            stepper.runAll();
            assertThat(tenant.get()).isEqualTo("of the thread");
            tenant.set(null);
        });

        assertThat(task.resultNow()).isEqualTo("acme");
    }

    @Test
    void lazyAndPrepare_captureWhereTheyAreMade() {
        Task<String> lazy = tenant.as("acme", () -> spawner.lazy(waker -> Poll.ready(tenant.get())));
        RunnableTask prepared = tenant.as("acme", () -> spawner.prepare(waker -> Poll.ready(tenant.get())));

        tenant.set("other");
        lazy.start();
        stepper.runAll();
        prepared.run();

        assertThat(lazy.resultNow()).isEqualTo("acme");
        assertThat(prepared.task().resultNow()).isEqualTo("acme");
    }

    @Test
    void yield_onAnySchedule_keepsTheContextAtEveryPollAndTheDrop() throws Exception {
        List<String> expected = List.of("acme", "acme", "acme", "drop acme");

        Watching stepped = new Watching(2);
        tenant.as("acme", () -> spawner.spawn(stepped));
        stepper.runAll();
        Watching local = new Watching(2);
        tenant.as("acme", () -> spawner.local().spawn(local));
        stepper.runAll();
        Watching queued = new Watching(2);
        try (RunQueue queue = new RunQueue()) {
            tenant.as("acme", () -> Tasks.on(queue).spawn(queued));
            queue.runAll();
        }
        Watching pooled = new Watching(2);
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            tenant.as("acme", () -> Tasks.on(pool::execute).spawn(pooled)).get(Threads.LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(pool.submit(tenant::get).get()).as("what the pool's thread has afterwards").isNull();
        }

        assertThat(stepped.seen).isEqualTo(expected);
        assertThat(local.seen).isEqualTo(expected);
        assertThat(queued.seen).isEqualTo(expected);
        assertThat(pooled.seen).isEqualTo(expected);
        assertThat(tenant.get()).isNull();
    }

    @Test
    void wakeFromAnotherThread_pollsInTheContextOfTheTask() {
        Scripted<String> pollable = new Scripted<>();
        Task<String> task = tenant.as("acme", () -> spawner.spawn(pollable));
        stepper.runAll();

        pollable.then(waker -> Poll.ready(tenant.get()));
        Threads.elsewhere(() -> tenant.as("the waker's", () -> {
            pollable.waker().wake();
            stepper.runAll();
            return null;
        }));

        assertThat(task.resultNow()).isEqualTo("acme");
    }

    @Test
    void twoTasks_onOneThread_eachSeeTheirOwn() {
        Watching one = new Watching(1);
        Watching other = new Watching(1);
        tenant.as("acme", () -> spawner.spawn(one));
        tenant.as("umbrella", () -> spawner.spawn(other));

        stepper.runAll();

        assertThat(one.seen).containsOnly("acme", "drop acme");
        assertThat(other.seen).containsOnly("umbrella", "drop umbrella");
    }

    @Test
    void taskMadeWithoutAValue_doesNotSeeThatOfThePollingThread() {
        Task<String> task = spawner.spawn(waker -> Poll.ready(tenant.get()));

        tenant.as("of the thread", () -> {
            stepper.runAll();
            assertThat(tenant.get()).isEqualTo("of the thread");
            return null;
        });

        assertThat(task.resultNow()).isNull();
    }

    @Test
    void taskMadeInAPoll_inheritsTheContext() {
        Task<Task<String>> outer = tenant.as("acme",
                () -> spawner.spawn(waker -> Poll.ready(spawner.spawn(inner -> Poll.ready(tenant.get())))));

        stepper.runAll();

        assertThat(outer.resultNow().resultNow()).isEqualTo("acme");
    }

    @Test
    void pollThatChangesTheValue_changesItForThatPollOnly() {
        List<String> seen = new ArrayList<>();
        tenant.as("acme", () -> spawner.spawn(waker -> {
            seen.add(tenant.get());
            tenant.set("changed");
            waker.wake();
            return seen.size() < 2 ? Poll.pending() : Poll.ready("end");
        }));

        stepper.step();
        assertThat(tenant.get()).isNull();
        tenant.set("acme"); // in force already: the same object
        stepper.step();

        assertThat(seen).containsExactly("acme", "acme");
        assertThat(tenant.get()).isEqualTo("acme");
    }

    @Test
    void pollThatThrows_restoresTheThread() {
        Task<String> task = tenant.as("acme", () -> spawner.spawn(waker -> {
            throw new IllegalStateException(tenant.get());
        }));
        tenant.set("before");

        stepper.runAll();

        assertThat(task.exceptionNow()).isInstanceOf(IllegalStateException.class).hasMessage("acme");
        assertThat(tenant.get()).isEqualTo("before");
    }

    @Test
    void cancelAndDiscard_dropInTheContext() {
        Watching cancelled = new Watching(0);
        Watching discarded = new Watching(0);
        Task<String> task = tenant.as("acme", () -> spawner.spawn(cancelled));
        tenant.as("acme", () -> spawner.spawn(discarded));

        task.cancel();
        stepper.step();
        stepper.take().discard(null);

        assertThat(cancelled.seen).containsExactly("drop acme");
        assertThat(discarded.seen).containsExactly("drop acme");
    }

    @Test
    void dropThatThrows_isReportedOnceAndRestoresTheThread() {
        IllegalStateException broken = new IllegalStateException("drop");
        tenant.as("acme", () -> spawner.spawn(new Pollable<String>() {
            @Override
            public Poll<String> poll(Waker waker) {
                return Poll.ready("end");
            }

            @Override
            public void drop() {
                throw broken;
            }
        }));

        stepper.runAll();

        assertThat(hooks.late()).containsExactly(broken);
        assertThat(tenant.get()).isNull();
    }

    // ------------------------------------------------------------------------------------------ embedded

    private final class Job extends EmbeddedTask<String> {
        final List<String> drops = new ArrayList<>();

        Job() {
            super(spawner);
        }

        Job(TaskContext context) {
            super(spawner, context);
        }

        @Override
        protected Poll<String> onPoll(Waker waker) {
            return Poll.ready(tenant.get());
        }

        @Override
        protected void onDrop() {
            drops.add(tenant.get());
        }
    }

    @Test
    void embeddedTask_capturesAtConstructionAndAtRearm() {
        Job job = tenant.as("acme", Job::new);
        job.start();
        stepper.runAll();
        assertThat(job.resultNow()).isEqualTo("acme");

        tenant.as("umbrella", () -> {
            job.rearm();
            return null;
        });
        job.start();
        stepper.runAll();

        assertThat(job.resultNow()).isEqualTo("umbrella");
        assertThat(job.drops).containsExactly("acme", "umbrella");
    }

    @Test
    void embeddedTask_inAGivenContext_doesNotCapture() {
        TaskContext given = tenant.as("acme", TaskContext::capture);
        Job job = tenant.as("another", () -> new Job(given));
        job.start();
        stepper.runAll();
        assertThat(job.resultNow()).isEqualTo("acme");

        job.rearm(); // captures here and now, where there is none
        job.start();
        tenant.as("the loop's", () -> {
            stepper.runAll();
            return null;
        });

        assertThat(job.resultNow()).isNull();
    }

    @Test
    void embeddedTask_inTheEmptyContext_seesWhatThePollingThreadHas() {
        Job job = tenant.as("acme", () -> new Job(TaskContext.empty()));
        job.start();
        tenant.as("the loop's", () -> {
            stepper.runAll();
            return null;
        });

        assertThat(job.resultNow()).isEqualTo("the loop's");
        assertThat(TaskContext.empty().with("tenant", "red").get("tenant")).isEqualTo("red");
    }

    @Test
    void rearmOfALivingTask_leavesItsContextAlone() {
        Job job = tenant.as("acme", Job::new);

        assertThatThrownBy(() -> tenant.as("umbrella", () -> {
            job.rearm();
            return null;
        })).hasCauseInstanceOf(IllegalStateException.class);
        job.start();
        stepper.runAll();

        assertThat(job.resultNow()).isEqualTo("acme");
    }

    // ------------------------------------------------------------------------------------------ composition

    @Test
    void functions_runInTheContextInWhichTheyWereGiven() {
        Completer<String> source = new Completer<>();
        Completer<String> failing = new Completer<>();
        List<String> seen = new ArrayList<>();

        tenant.as("map", () -> source.map(value -> seen.add(tenant.get())));
        tenant.as("then", () -> source.then(value -> Tasks.value(seen.add(tenant.get()))));
        tenant.as("done", () -> source.whenDone(outcome -> seen.add(tenant.get())));
        tenant.as("recover", () -> failing.recover(cause -> {
            seen.add(tenant.get());
            return "recovered";
        }));
        Threads.elsewhere(() -> tenant.as("the producer's", () -> {
            source.complete("value");
            failing.fail(new Exception("on purpose"));
            assertThat(tenant.get()).isEqualTo("the producer's");
            return null;
        }));

        assertThat(seen).containsExactlyInAnyOrder("map", "then", "done", "recover");
    }

    @Test
    void join_combinesInItsContext() {
        Completer<String> child = new Completer<>();
        TaskScope scope = new TaskScope();
        scope.fork(child);
        Task<String> joined = tenant.as("acme", () -> scope.join(tenant::get));

        Threads.elsewhere(() -> child.complete("value"));

        assertThat(joined.resultNow()).isEqualTo("acme");
    }

    @Test
    void futureSupplier_isCalledInTheContextOfTheConversion() {
        Task<String> task = tenant.as("acme",
                () -> FutureTasks.fromFuture(() -> CompletableFuture.completedFuture(tenant.get())));

        Threads.elsewhere(task::start);

        assertThat(task.resultNow()).isEqualTo("acme");
    }

    @Test
    void lazyCompleter_startsAndStopsInItsContext() {
        List<String> seen = new ArrayList<>();
        class Source extends Completer<String> {
            Source() {
                super(true);
            }

            @Override
            protected void onStart() {
                seen.add("start " + tenant.get());
            }

            @Override
            protected boolean onCancel() {
                seen.add("cancel " + tenant.get());
                return true;
            }

            @Override
            protected void onCancelUnstarted() {
                seen.add("unstarted " + tenant.get());
            }

            TaskContext mine() {
                return taskContext();
            }
        }
        Source started = tenant.as("acme", Source::new);
        Source unstarted = tenant.as("acme", Source::new);
        assertThat(started.mine().get(Tenant.KEY)).isEqualTo("acme");

        started.start();
        started.cancel();
        unstarted.cancel();

        assertThat(seen).containsExactly("start acme", "cancel acme", "unstarted acme");
        assertThat(started.mine()).isSameAs(TaskContext.EMPTY);
        assertThat(new Completer<String>() {
            TaskContext mine() {
                return taskContext();
            }
        }.mine()).isSameAs(TaskContext.EMPTY);
    }

    @Test
    void lazyCompleterThatEndsWithAContext_showsItAsItsValueOnly() {
        class Source extends Completer<TaskContext> {
            Source() {
                super(true);
            }

            TaskContext mine() {
                return taskContext();
            }
        }
        Source source = new Source();
        TaskContext value = tenant.as("acme", TaskContext::capture);

        source.complete(value);

        assertThat(source.resultNow()).isSameAs(value);
        assertThat(source.mine()).isSameAs(TaskContext.EMPTY);
    }

    // ------------------------------------------------------------------------------------------ L16

    /** Looks at nothing, so that only the library could hold a context. */
    private final class Quiet extends EmbeddedTask<String> {
        Quiet() {
            super(spawner);
        }

        @Override
        protected Poll<String> onPoll(Waker waker) {
            return Poll.ready("end");
        }
    }

    private List<WeakReference<?>> endedTasks(List<Task<?>> keep) {
        String secret = new String("a value of its own");
        Completer<String> source = new Completer<>();
        TaskScope scope = new TaskScope();
        tenant.as(secret, () -> {
            keep.add(spawner.spawn(new Watching(1)));
            Task<String> unstarted = spawner.lazy(new Watching(1));
            unstarted.cancel();
            keep.add(unstarted);
            keep.add(new Quiet().start());
            keep.add(source.map(value -> 1));
            keep.add(source.recover(cause -> "none"));
            keep.add(scope.join(() -> 1));
            keep.add(FutureTasks.fromFuture(() -> CompletableFuture.completedFuture(1)).start());
            return null;
        });
        stepper.runAll();
        source.complete("value");
        assertThat(keep).allMatch(Task::isDone);
        return List.of(new WeakReference<>(secret));
    }

    @Test
    void endedTask_holdsNoContext() {
        List<Task<?>> ended = new ArrayList<>();
        List<WeakReference<?>> values = endedTasks(ended);

        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return values.stream().allMatch(value -> value.get() == null);
        });
        assertThat(ended).hasSize(7).allMatch(Task::isDone);
    }

    @Test
    void waitingTask_holdsNothingOfTheThreadThatPolledIt() {
        tenant.as("acme", () -> spawner.spawn(new Scripted<String>()));
        WeakReference<String> value = polledAs(new String("of the polling thread"));

        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return value.get() == null;
        });
    }

    private WeakReference<String> polledAs(String other) {
        tenant.as(other, stepper::runAll);
        return new WeakReference<>(other);
    }
}
