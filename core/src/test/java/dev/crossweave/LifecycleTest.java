package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.crossweave.LifecycleTable.End;
import dev.crossweave.LifecycleTable.Expected;
import dev.crossweave.LifecycleTable.Next;
import dev.crossweave.LifecycleTable.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation in every state of a spawned task, whatever its pollable answers next and however many wait for it: laws
 * L3, L7, L8, L9, L11, L17 and rule R5, as {@link LifecycleTable} has them.
 */
class LifecycleTest {

    private static final int MANY = 20; // more than Awaiters keeps in a chain

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final Scripted<@Nullable String> pollable = new Scripted<>();
    private final TaskCell<@Nullable String> task =
            (TaskCell<@Nullable String>) Tasks.on(stepper).<@Nullable String>lazy(pollable);
    private final List<CountingWaker> awaiters = new ArrayList<>();
    private final IOException failure = new IOException("scripted");
    private final CancellationException reason = new CancellationException("scripted");

    static Stream<Arguments> cases() {
        return Stream.of(LifecycleTable.values()).flatMap(state -> Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Next.values()).flatMap(next -> IntStream.of(0, 1, MANY)
                        .mapToObj(awaiting -> arguments(state, operation, next, awaiting)))));
    }

    @ParameterizedTest(name = "{0}, {1}, then {2}, {3} awaiters")
    @MethodSource("cases")
    void operation_inState_doesWhatTheTableSays(LifecycleTable state, Operation operation, Next next, int awaiting) {
        Expected expected = state.expect(operation, next, awaiting);
        pollable.of(task);

        bringTo(state, operation, next, awaiting, expected.refused());

        assertThat(stepper.scheduled()).as("schedule calls").isEqualTo(expected.scheduled());
        assertThat(pollable.polls()).as("polls").isEqualTo(expected.polls());
        assertThat(pollable.drops()).as("drops").isEqualTo(expected.end() == End.NOT ? 0 : 1);
        assertThat(awaiters).as("wakes").allMatch(each -> each.wakes() == (expected.end() == End.NOT ? 0 : 1));
        assertThat(hooks.late()).as("late errors").hasSize(expected.late());
        assertThat(hooks.discarded()).as("discarded values").hasSize(expected.discarded());
        checkOutcome(expected.end(), next, state);
    }

    private void bringTo(LifecycleTable state, Operation operation, Next next, int awaiting, boolean refused) {
        if (state == LifecycleTable.NEW) {
            pollable.then(waker -> answer(next));
            perform(operation, refused);
            await(awaiting);
            stepper.runAll();
            return;
        }
        task.start();
        await(awaiting);
        switch (state) {
            case NEW -> throw new AssertionError("handled above");
            case SCHEDULED -> pollable.then(waker -> answer(next));
            case IDLE -> {
                pollable.then(Poll.pending()).then(waker -> answer(next));
                stepper.step();
            }
            case RUNNING, WOKEN -> pollable.then(waker -> {
                if (state == LifecycleTable.WOKEN) {
                    waker.wake();
                }
                perform(operation, refused);
                return answer(next);
            });
            case VALUE -> pollable.then(Poll.ready("value"));
            case FAILED -> pollable.then(Poll.failed(failure));
            case CANCELLED -> task.cancel(reason);
        }
        if (state.isEnded()) {
            stepper.runAll();
        }
        if (!state.isRunning()) {
            perform(operation, refused);
        }
        stepper.runAll();
    }

    private void await(int count) {
        for (int i = 0; i < count; i++) {
            CountingWaker waker = new CountingWaker();
            assertThat(task.poll(waker)).isEqualTo(Poll.pending());
            awaiters.add(waker);
        }
    }

    private void perform(Operation operation, boolean refused) {
        switch (operation) {
            case WAKE -> task.wake();
            case CANCEL -> task.cancel(reason);
            case DETACH -> task.detach();
            case AWAIT -> {
                CountingWaker waker = new CountingWaker();
                if (!task.poll(waker).isReady()) {
                    awaiters.add(waker);
                }
            }
            case DISCARD -> refusable(refused, () -> right().discard(reason));
            case RUN -> refusable(refused, () -> right().run());
        }
    }

    /** The right to poll if there is one, else the same object as one that holds on to a right that was used up. */
    private RunnableTask right() {
        return stepper.ready() > 0 ? stepper.take() : task;
    }

    private static void refusable(boolean refused, Runnable call) {
        if (refused) {
            assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected the right to poll");
        } else {
            call.run();
        }
    }

    private @Nullable Poll<@Nullable String> answer(Next next) throws IOException {
        return switch (next) {
            case PENDING -> Poll.pending();
            case VALUE -> Poll.ready("value");
            case NULL -> Poll.ready(null);
            case FAILURE -> Poll.failed(failure);
            case THROWS -> throw failure;
            case THROWS_CANCELLATION -> throw reason;
            case ANSWERS_NULL -> null;
        };
    }

    private void checkOutcome(End end, Next next, LifecycleTable state) {
        Poll<@Nullable String> seen = task.peek();
        switch (end) {
            case NOT -> assertThat(seen).isEqualTo(Poll.pending());
            case VALUE -> assertThat(seen).isEqualTo(Poll.ready("value"));
            case NULL -> assertThat(seen).isEqualTo(Poll.ready(null));
            case CANCELLED -> assertThat(seen).isEqualTo(Poll.cancelled(reason));
            case FAILURE -> {
                if (next == Next.ANSWERS_NULL && !state.isEnded()) {
                    assertThat(task.exceptionNow()).isInstanceOf(NullPointerException.class)
                            .hasMessageContaining("answered null");
                } else {
                    assertThat(seen).isEqualTo(Poll.failed(failure));
                }
            }
        }
    }
}
