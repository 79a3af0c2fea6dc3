package dev.crossweave.coroutines

import dev.crossweave.Task
import dev.crossweave.spi.Descriptor
import dev.crossweave.spi.TaskAdapter
import kotlinx.coroutines.Deferred

/** [Deferred] for [dev.crossweave.Adapters]. */
public class DeferredAdapter : TaskAdapter<Deferred<*>> {

    /** Deferred: one value, hot. */
    override fun descriptor(): Descriptor =
        Descriptor(Deferred::class.java, Descriptor.Arity.ONE, Descriptor.Start.HOT, true, false)

    /** Observes it (law L4); the very task that it was made from, when there is one (law L15). */
    override fun toTask(source: Deferred<*>): Task<*> = source.asTask()

    /** Cancelling it releases the task (law L6). A lazy task is started. */
    override fun fromTask(task: Task<*>): Deferred<*> = task.asDeferred()
}
