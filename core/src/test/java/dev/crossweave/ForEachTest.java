package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pollable that consumes a stream. */
class ForEachTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Stepper stepper = new Stepper();
    private final List<Integer> seen = new ArrayList<>();

    @Test
    void forEach_givesEachItemAndEndsAsTheStream() {
        RuntimeException failure = new RuntimeException("failed");
        Channel<Integer> channel = Channel.bounded(4);
        Task<Void> task = Tasks.on(stepper).spawn(channel.stream().forEach(seen::add)).start();
        stepper.runAll();
        channel.trySend(1);
        stepper.runAll();
        channel.trySend(2);
        channel.fail(failure);
        stepper.runAll();
        assertThat(seen).containsExactly(1, 2);
        assertThat(task.peek()).isEqualTo(Poll.failed(failure));
    }

    /** L3: it may also be let go without having been polled. */
    @Test
    void forEach_startsNothingByItselfAndDropsItsStreamOnce() {
        Counted counted = new Counted(1);
        Pollable<Void> pollable = counted.forEach(seen::add);
        assertThat(seen).isEmpty();
        pollable.drop();
        assertThat(counted.drops).isEqualTo(1);
    }

    @Test
    void forEach_after256Items_letsOthersTakeTheirTurn() {
        Task<Void> task = Tasks.on(stepper).spawn(new Counted(600).forEach(seen::add)).start();
        assertThat(stepper.step()).isTrue();
        assertThat(seen).hasSize(256);
        stepper.step();
        assertThat(seen).hasSize(512);
        stepper.step();
        assertThat(seen).hasSize(600);
        assertThat(task.peek()).isEqualTo(Poll.ready(null));
    }

    @Test
    void action_thatThrows_failsTheTaskAndDropsTheStream() {
        RuntimeException failure = new RuntimeException("failed");
        Counted counted = new Counted(3);
        Task<Void> task = Tasks.on(stepper).spawn(counted.forEach(item -> {
            throw failure;
        })).start();
        stepper.runAll();
        assertThat(task.peek()).isEqualTo(Poll.failed(failure));
        assertThat(counted.drops).isEqualTo(1);
    }

    @Test
    void forEach_withoutAnAction_isRefused() {
        assertThatThrownBy(() -> new Counted(0).forEach(null)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("needs an action");
    }
}
