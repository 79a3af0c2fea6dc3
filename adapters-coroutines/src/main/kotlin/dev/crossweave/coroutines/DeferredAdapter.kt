package dev.crossweave.coroutines

import dev.crossweave.Task
import dev.crossweave.spi.Descriptor
import dev.crossweave.spi.TaskAdapter
import kotlinx.coroutines.Deferred

/** [Deferred] for [dev.crossweave.Adapters]. */
public class DeferredAdapter : TaskAdapter<Deferred<*>> {

    /** A hot source, which may hold null and is observed: cancelling the task leaves it alone. */
    override fun descriptor(): Descriptor =
        Descriptor(Deferred::class.java, Descriptor.Arity.ONE, Descriptor.Start.HOT, true, false)

    /** As [asTask], observed. */
    override fun toTask(source: Deferred<*>): Task<*> = source.asTask()

    /** As [asDeferred]. */
    override fun fromTask(task: Task<*>): Deferred<*> = task.asDeferred()
}
