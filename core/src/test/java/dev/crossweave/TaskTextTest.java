package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code toString} says of a task in each state. */
class TaskTextTest {

    private final Stepper stepper = new Stepper();
    private final Spawner spawner = Tasks.on(stepper).named("mail");

    @Test
    void toString_inEachStateOfASpawnedTask_saysWhichAndHowManyWait() {
        Scripted<String> pollable = new Scripted<>();
        Task<String> task = spawner.lazy(pollable);
        assertThat(task).hasToString("task mail (new)");
        task.start();
        assertThat(task).hasToString("task mail (scheduled)");
        pollable.then(waker -> {
            assertThat(task).hasToString("task mail (running)");
            Threads.elsewhere(waker::wake);
            assertThat(task).hasToString("task mail (running|scheduled)");
            return Poll.pending();
        });
        stepper.runAll();
        assertThat(task).hasToString("task mail (idle)");
        for (int i = 0; i < 12; i++) {
            task.poll(new CountingWaker());
        }
        assertThat(task).hasToString("task mail (idle, 12 waiting)");
        task.cancel();
        assertThat(task).hasToString("task mail (scheduled|cancelling, 12 waiting)");
        stepper.runAll();
        assertThat(task).hasToString("task mail (cancelled)");
    }

    @Test
    void toString_afterTheEnd_saysHowAndKeepsTheName() { // L16
        Task<String> value = spawner.spawn(new Scripted<String>().then(Poll.ready("value")));
        Task<String> failed = spawner.spawn(new Scripted<String>().then(Poll.failed(new RuntimeException())));
        stepper.runAll();

        assertThat(value).hasToString("task mail (value)");
        assertThat(failed).hasToString("task mail (failed)");
        assertThat(value.name()).isEqualTo("mail");
    }

    @Test
    void toString_withoutAName_tellsTasksApart() {
        Task<String> one = Tasks.on(stepper).spawn(new Scripted<>());
        Task<String> other = Tasks.on(stepper).spawn(new Scripted<>());

        assertThat(one.name()).isNull();
        assertThat(one.toString()).startsWith("task ").endsWith(" (scheduled)").isNotEqualTo(other.toString());
    }

    @Test
    void toString_ofACompleter_saysItsState() {
        Completer<String> completer = new Completer<>() {
            @Override
            public String name() {
                return "answer";
            }
        };
        assertThat(completer).hasToString("task answer (idle)");
        completer.complete("value");
        assertThat(completer).hasToString("task answer (value)");
        assertThat(Tasks.cancelled(null).toString()).endsWith("(cancelled)");
    }

    @Test
    void toString_ofWhatSurroundsTasks_saysWhatItIs() {
        assertThat(Schedule.inline()).hasToString("inline");
        assertThat(Poll.pending()).hasToString("Pending");
    }
}
