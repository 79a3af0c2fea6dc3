package dev.crossweave.reactor;

import dev.crossweave.Pollable;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * A pollable seen as a Mono: a task is made of it by the first subscription, in the context of that subscriber, and is polled
 * by the thread that subscribes or wakes. Later subscriptions share its outcome.
 */
final class PollableMono<T> extends Mono<T> {

    private final Pollable<@Nullable T> pollable;
    private final AtomicReference<@Nullable Task<@Nullable T>> task = new AtomicReference<>();

    PollableMono(Pollable<@Nullable T> pollable) {
        this.pollable = pollable;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        if (task.get() == null) { // one too many is not started and has no effect
            ReactorContext.inForce(actual.currentContext())
                    .run(() -> task.compareAndSet(null, Tasks.on(Schedule.inline()).lazy(pollable)));
        }
        TaskMono.await(Objects.requireNonNull(task.get()), actual);
    }
}
