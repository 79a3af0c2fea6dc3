package dev.crossweave.samples.quickstart;

import dev.crossweave.Poll;
import dev.crossweave.RunnableTask;
import dev.crossweave.Task;
import dev.crossweave.TaskScope;
import dev.crossweave.Tasks;
import dev.crossweave.loom.LoomTasks;
import dev.crossweave.reactor.ReactorTasks;
import dev.crossweave.rxjava.RxJavaTasks;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** The code of the README's quick start in Java. */
public final class Quickstart {

    private Quickstart() {
    }

    /** Three ecosystems in, one future out. */
    static CompletableFuture<String> page(Mono<String> name, Single<Integer> price, Callable<Integer> stock) {
        TaskScope scope = new TaskScope();
        Task<String> a = scope.fork(ReactorTasks.fromMono(name));
        Task<Integer> b = scope.fork(RxJavaTasks.fromSingle(price));
        Task<Integer> c = scope.fork(LoomTasks.fromCallable(stock)); // blocks on a virtual thread
        return scope.join(() -> a.resultNow() + ": " + b.resultNow() + " EUR, " + c.resultNow() + " left")
                .timeout(Duration.ofSeconds(2))
                .toFuture(); // cancel it, or let it time out: all three are cancelled
    }

    /** An executor of your own: a queue, and a loop that runs what is in it. */
    static String executor() throws InterruptedException {
        Queue<RunnableTask> ready = new ArrayDeque<>();
        Task<String> task = Tasks.on(ready::add).spawn(waker -> Poll.ready("polled"));
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
        return task.join();
    }
}
