package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
        assertThat(task).hasToString("task mail (idle, 12 await it)");
        task.cancel();
        assertThat(task).hasToString("task mail (scheduled|cancelling, 12 await it)");
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
        assertThat(completer).hasToString("task answer (pending)");
        completer.complete("value");
        assertThat(completer).hasToString("task answer (value)");
        assertThat(Tasks.cancelled(null).toString()).endsWith("(cancelled)");
    }

    @Test
    void toString_ofATaskThatAwaitsAnother_saysWhich() {
        Completer<String> price = new Completer<>() {
            @Override
            public String name() {
                return "price";
            }
        };
        Task<String> page = Tasks.on(stepper).named("page").spawn(price::poll);
        stepper.runAll();
        assertThat(page).hasToString("task page (idle, waits for task price)");
        assertThat(price).hasToString("task price (pending, 1 awaits it)");

        price.complete("12.50");
        assertThat(page).hasToString("task page (scheduled)");
        stepper.runAll();
        assertThat(page).hasToString("task page (value)");
    }

    @Test
    void toString_ofATaskThatAwaitsSomethingElseNow_forgetsWhatItAwaitedBefore() {
        Completer<String> first = new Completer<>();
        Scripted<String> pollable = new Scripted<String>().then(waker -> {
            first.poll(waker);
            return Poll.pending();
        }).then(waker -> Poll.pending());
        Task<String> task = spawner.spawn(pollable);
        stepper.runAll();
        assertThat(task.toString()).contains("waits for task");
        first.complete("value");
        stepper.runAll();
        assertThat(task).hasToString("task mail (idle)");
    }

    @Test
    void toString_ofAWakerThatIsRegisteredByOthers_saysNothingOfIt() { // only who polls may touch what a queue links
        Task<String> task = spawner.spawn(new Scripted<>());
        new Completer<String>().poll((Waker) task);
        stepper.runAll();

        assertThat(task).hasToString("task mail (idle)");
    }

    @Test
    void toString_ofACompositionThatIsPending_saysWhatItWaitsFor() {
        Task<String> source = spawner.spawn(new Scripted<>());
        stepper.runAll();
        TaskScope scope = new TaskScope();
        scope.fork(source);

        assertThat(source.map(String::length).toString()).endsWith("(pending, waits for task mail)");
        assertThat(source.timeout(Duration.ofHours(1)).toString()).endsWith("(pending, waits for task mail)");
        assertThat(Tasks.race(List.of(source)).start().toString())
                .endsWith("(pending, waits for the first of 1 tasks)");
        assertThat(Tasks.delay(Duration.ofHours(1)).toString()).endsWith("(pending, waits for the timer)");
        assertThat(scope.join(() -> "all").toString()).endsWith("(pending, waits for scope of 1 running tasks)");
        assertThat(Tasks.on(stepper).lazy(new Scripted<>()).map(Object::toString).toString()).endsWith("(new)");
    }

    @Test
    void toString_ofWhatSurroundsTasks_saysWhatItIs() {
        assertThat(Schedule.inline()).hasToString("inline");
        assertThat(Poll.pending()).hasToString("Pending");
    }
}
