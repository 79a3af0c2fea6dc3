package dev.crossweave.spi;

import dev.crossweave.Task;

/**
 * Converts a type that holds one value, such as {@code Mono}, into tasks and back. It keeps the laws for single values; the
 * testkit's {@code AdapterLaws} hold it to them.
 *
 * @param <S> the type that it converts
 */
public non-sealed interface TaskAdapter<S> extends Adapter<S> {

    /**
     * Converts in, with the ecosystem's default ownership (law L4). A cold source is not started (law L3).
     *
     * @param source never null
     * @return a task that ends as the source does; the very task that the source was made from, when there is one (law L15)
     */
    default Task<?> toTask(S source) {
        throw Descriptor.notOverridden(this, "toTask");
    }

    /**
     * Converts out.
     *
     * @param task never null
     * @return a handle that ends as the task does, and releases it when it is ended from outside (law L6)
     */
    default S fromTask(Task<?> task) {
        throw Descriptor.notOverridden(this, "fromTask");
    }
}
