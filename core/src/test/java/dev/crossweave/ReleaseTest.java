package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L16: a task that has ended holds its outcome and its name, and nothing else. */
class ReleaseTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    /** How a task comes to its end. */
    enum Ending {
        VALUE((task, stepper) -> stepper.runAll()), CANCEL((task, stepper) -> {
            task.cancel();
            stepper.runAll();
        }), DISCARD((task, stepper) -> stepper.take().discard(null));

        private final BiConsumer<Task<?>, Stepper> how;

        Ending(BiConsumer<Task<?>, Stepper> how) {
            this.how = how;
        }
    }

    private static void awaitGone(List<WeakReference<?>> references) {
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return references.stream().allMatch(reference -> reference.get() == null);
        });
    }

    /** What a task refers to while it lives; the references go out of scope with the method. */
    private static Task<String> ended(Ending ending, List<WeakReference<?>> references) {
        Stepper stepper = new Stepper();
        Schedule schedule = stepper::schedule;
        Pollable<String> pollable = new Scripted<String>().then(Poll.ready("value"));
        Task<String> task = Tasks.on(schedule).named("mail").spawn(pollable);
        CountingWaker one = new CountingWaker();
        CountingWaker other = new CountingWaker();
        task.poll(one);
        task.poll(other);
        references.addAll(List.of(new WeakReference<>(stepper), new WeakReference<>(schedule),
                new WeakReference<>(pollable), new WeakReference<>(one), new WeakReference<>(other)));
        ending.how.accept(task, stepper);
        assertThat(task.isDone()).isTrue();
        return task;
    }

    @ParameterizedTest
    @EnumSource
    void spawnedTask_afterItsEnd_holdsItsOutcomeAndName(Ending ending) {
        List<WeakReference<?>> references = new ArrayList<>();
        Task<String> task = ended(ending, references);

        awaitGone(references);

        assertThat(task.name()).isEqualTo("mail");
        assertThat(task.isDone()).isTrue();
    }

    @Test
    void forgottenWaker_isNotHeldWhileTheTaskLives() {
        Completer<String> task = new Completer<>();
        List<WeakReference<?>> references = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Waker waker = new CountingWaker();
            task.poll(waker);
            task.forget(waker);
            references.add(new WeakReference<>(waker));
        }

        awaitGone(references);

        assertThat(task.isDone()).isFalse();
    }

    @Test
    void idleTask_thatNothingRefersTo_isCollected() {
        Stepper stepper = new Stepper();
        WeakReference<?> task = new WeakReference<>(Tasks.on(stepper).spawn(waker -> Poll.pending()).detach());
        stepper.runAll();

        awaitGone(List.of(task));
    }

    private static Task<String> timedOut(List<WeakReference<?>> references) {
        Completer<String> stubborn = new Completer<>() {
            @Override
            protected boolean onCancel() {
                return false;
            }
        };
        references.add(new WeakReference<>(stubborn));
        return stubborn.timeout(Duration.ofMillis(1));
    }

    @Test
    void deadline_thatHasPassed_doesNotHoldTheTask() {
        List<WeakReference<?>> references = new ArrayList<>();
        Task<String> limited = timedOut(references);
        Awaitility.await().until(limited::isDone);

        awaitGone(references);
        assertThat(limited.isDone()).isTrue();
    }

    private static Task<String> converted(boolean start, List<WeakReference<?>> references) {
        CompletableFuture<String> future = new CompletableFuture<>();
        Callable<CompletionStage<String>> source = () -> future;
        Task<String> task = FutureTasks.fromFuture(source);
        references.add(new WeakReference<>(source));
        references.add(new WeakReference<>(future));
        if (start) {
            task.start();
        }
        task.cancel();
        return task;
    }

    @Test
    void convertedFuture_afterItsEnd_holdsNeitherSourceNorFuture() {
        List<WeakReference<?>> references = new ArrayList<>();
        Task<String> started = converted(true, references);
        Task<String> unstarted = converted(false, references);

        awaitGone(references);
        assertThat(started.isCancelled()).isTrue();
        assertThat(unstarted.isCancelled()).isTrue();
    }

    private static Task<String> joined(List<WeakReference<?>> references) {
        Task<String> child = Tasks.value("child");
        TaskScope scope = new TaskScope();
        scope.fork(child);
        references.add(new WeakReference<>(child));
        references.add(new WeakReference<>(scope));
        return scope.join(() -> child.resultNow() + " joined");
    }

    @Test
    void joinedScope_afterItsEnd_holdsNoChild() {
        List<WeakReference<?>> references = new ArrayList<>();
        Task<String> joined = joined(references);

        awaitGone(references);
        assertThat(joined.resultNow()).isEqualTo("child joined");
    }

    private static Task<String> mapped(Task<String> source, List<WeakReference<?>> references) {
        String suffix = new String("captured by the function");
        references.add(new WeakReference<>(suffix));
        Task<String> mapped = source.map(value -> value + suffix);
        mapped.cancel();
        return mapped;
    }

    @Test
    void composition_thatWasCancelled_holdsNoFunction() {
        List<WeakReference<?>> references = new ArrayList<>();
        Task<String> hot = mapped(new Completer<>(), references);
        Task<String> lazy = mapped(Tasks.on(new Stepper()).lazy(new Scripted<>()), references);

        awaitGone(references);
        assertThat(hot.isCancelled()).isTrue();
        assertThat(lazy.isCancelled()).isTrue();
    }
}
