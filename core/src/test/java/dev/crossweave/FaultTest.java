package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever of a user's throws, an exception or an Error: the task ends, once, its pollable is dropped once, its awaiter told
 * once, what was thrown is the outcome or is reported, and nothing of it all is held afterwards (L8, L16, L18).
 */
class FaultTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    /** What throws. */
    enum Culprit {
        POLL, DROP, AWAITER, SCHEDULE, HOOK
    }

    static Stream<Arguments> everythingThatCanThrow() {
        return Stream.of(Culprit.values())
                .flatMap(culprit -> Stream.of(new IllegalStateException("scripted"), new AssertionError("scripted"))
                        .map(thrown -> Arguments.of(culprit, thrown)));
    }

    @SuppressWarnings("unchecked") // E is a runtime exception to the compiler only
    private static <E extends Throwable> void raise(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** A task that ends at its second poll, and throws wherever it is told to. */
    private static final class Faulty implements Pollable<String> {
        private final Culprit culprit;
        private final Throwable thrown;
        private final AtomicInteger drops;
        private int polls;

        Faulty(Culprit culprit, Throwable thrown, AtomicInteger drops) {
            this.culprit = culprit;
            this.thrown = thrown;
            this.drops = drops;
        }

        @Override
        public Poll<String> poll(Waker waker) {
            if (polls++ == 0) {
                return Poll.pending();
            }
            if (culprit == Culprit.POLL) {
                raise(thrown);
            }
            if (culprit == Culprit.HOOK) {
                ((Task<?>) waker).cancel(); // so that the value goes to the discard hook
            }
            return Poll.ready("value");
        }

        @Override
        public void drop() {
            drops.incrementAndGet();
            if (culprit == Culprit.DROP) {
                raise(thrown);
            }
        }
    }

    private record Run(Task<String> task, int drops, int told, List<WeakReference<?>> references) {
    }

    /** The references go out of scope with the method. */
    private static Run run(Culprit culprit, Throwable thrown) {
        Stepper stepper = new Stepper();
        AtomicBoolean rejects = new AtomicBoolean();
        Schedule schedule = task -> {
            if (rejects.get()) {
                raise(thrown);
            }
            stepper.schedule(task);
        };
        AtomicInteger drops = new AtomicInteger();
        Faulty pollable = new Faulty(culprit, thrown, drops);
        Task<String> task = Tasks.on(schedule).spawn(pollable);
        stepper.runAll();
        CountingWaker awaiter = new CountingWaker();
        Waker other = () -> {
            if (culprit == Culprit.AWAITER) {
                raise(thrown);
            }
        };
        task.poll(awaiter);
        task.poll(other);
        rejects.set(culprit == Culprit.SCHEDULE);
        ((Waker) task).wake();
        stepper.runAll();
        return new Run(task, drops.get(), awaiter.wakes(),
                List.of(new WeakReference<>(stepper), new WeakReference<>(schedule), new WeakReference<>(pollable),
                        new WeakReference<>(awaiter), new WeakReference<>(other)));
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanThrow")
    void fault_anywhere_endsTheTaskOnceAndLeavesNothingBehind(Culprit culprit, Throwable thrown) {
        if (culprit == Culprit.HOOK) {
            Hooks.onDiscard(value -> raise(thrown));
        }

        Run run = run(culprit, thrown);

        assertThat(run.drops).isEqualTo(1);
        assertThat(run.told).isEqualTo(1);
        switch (culprit) {
            case POLL, SCHEDULE -> assertThat(run.task.exceptionNow()).isSameAs(thrown);
            case DROP, AWAITER -> assertThat(run.task.resultNow()).isEqualTo("value");
            case HOOK -> assertThat(run.task.isCancelled()).isTrue();
        }
        boolean outcome = culprit == Culprit.POLL || culprit == Culprit.SCHEDULE;
        assertThat(hooks.late()).isEqualTo(outcome ? List.of() : List.of(thrown));
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return run.references.stream().allMatch(reference -> reference.get() == null);
        });
        assertThat(run.task.isDone()).isTrue();
    }
}
