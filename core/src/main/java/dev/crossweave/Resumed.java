package dev.crossweave;

import org.jspecify.annotations.Nullable;

/** Another task's outcome, polled on a schedule, so that those who wait for it are told there: {@link Task#resumeOn}. */
final class Resumed<T extends @Nullable Object> implements Pollable<T> {

    private final Task<T> task;

    /** The one waker that was registered with the task: a spawned task polls with itself. Null once that has ended. */
    private @Nullable Waker registered;

    private Resumed(Task<T> task) {
        this.task = task;
    }

    @SuppressWarnings("unchecked") // the cell was made of a pollable of T
    static <T extends @Nullable Object> Task<T> on(Schedule schedule, Task<T> task) {
        Spawner spawner = Tasks.on(schedule);
        Resumed<T> resumed = new Resumed<>(task.retain());
        if (!((TaskState) task).isStarted()) {
            return spawner.lazy(resumed);
        }
        RunnableTask first = spawner.prepare(resumed);
        first.run(); // registers here and now: one hop is to be made, when there is something to tell
        return (Task<T>) first.task();
    }

    @Override
    public Poll<T> poll(Waker waker) {
        registered = waker;
        Poll<T> poll = task.poll(waker);
        if (poll.isReady()) {
            registered = null;
        }
        return poll;
    }

    @Override
    public void drop() {
        Waker waker = registered;
        if (waker != null) {
            task.forget(waker);
        }
        if (!task.isDone()) {
            task.release();
        }
    }
}
