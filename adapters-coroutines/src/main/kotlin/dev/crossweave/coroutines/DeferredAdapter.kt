package dev.crossweave.coroutines

import dev.crossweave.Task
import dev.crossweave.spi.Descriptor
import dev.crossweave.spi.TaskAdapter
import kotlinx.coroutines.Deferred

/** [Deferred] for [dev.crossweave.Adapters]. */
public class DeferredAdapter : TaskAdapter<Deferred<*>> {

    override fun descriptor(): Descriptor =
        Descriptor(Deferred::class.java, Descriptor.Arity.ONE, Descriptor.Start.HOT, true, false)

    override fun toTask(source: Deferred<*>): Task<*> = source.asTask()

    override fun fromTask(task: Task<*>): Deferred<*> = task.asDeferred()
}
