package dev.crossweave.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.FutureTasks;
import dev.crossweave.Ownership;
import dev.crossweave.Task;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.testkit.CountingWaker;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** The code of the guide's section on ownership. */
class GuideOwnershipTest {

    private static CompletableFuture<String> load() {
        return new CompletableFuture<>();
    }

    @Test
    void handedOver_isObserved() {
        CompletableFuture<String> running = load();
        Task<String> task = FutureTasks.fromFuture(running); // handed over: observed
        task.cancel();
        assertThat(running).isNotDone();
    }

    @Test
    void startedByTheTask_isOwned() {
        CompletableFuture<String> running = load();

        Task<String> task = FutureTasks.fromFuture(() -> running); // started by the task, when it starts: owned
        task.start().cancel();
        assertThat(running).isCancelled();
    }

    @Test
    void shared_isCancelledByTheLastHandle() {
        CompletableFuture<String> running = load();
        Task<String> task = FutureTasks.fromFuture(running, Ownership.SHARED);
        CompletableFuture<String> one = task.toFuture();
        Disposable other = ReactorTasks.toMono(task).subscribe();

        one.cancel(true);
        assertThat(running).isNotDone(); // somebody still waits
        other.dispose();
        assertThat(running).isCancelled();
    }

    @Test
    void awaiting_isNoHandle() {
        Task<String> task = ReactorTasks.fromMono(Mono.<String>never());
        CountingWaker waker = new CountingWaker();

        assertThat(task.poll(waker).isReady()).isFalse(); // awaits: starts the Mono
        task.forget(waker); // gives up: the Mono goes on
        assertThat(task.isDone()).isFalse();

        task.toFuture().cancel(true); // ends a handle: the task is released, and with it the Mono
        assertThat(task.isCancelled()).isTrue();
    }
}
