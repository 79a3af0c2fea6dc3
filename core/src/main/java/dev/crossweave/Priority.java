package dev.crossweave;

/**
 * How urgent a task is, for a {@link RunQueue}: given as {@link Spawner#metadata}. Tasks without one are {@link #NORMAL}.
 *
 * <p>A more urgent task is polled first, but not always: however many come, the oldest ready task of each priority is polled
 * after {@value RunQueue#PATIENCE} polls of more urgent ones, so that none starves.
 */
public enum Priority {
    /** Before everything else: what somebody waits for. */
    URGENT(0),
    /** What has no priority. */
    NORMAL(1),
    /** When nothing else is ready, and now and then all the same. */
    BACKGROUND(2);

    /** Which of the queue's lanes is for this priority; lower ones come first. */
    final int lane;

    Priority(int lane) {
        this.lane = lane;
    }
}
