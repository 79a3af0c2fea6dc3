package dev.crossweave.coroutines

import dev.crossweave.TaskContext
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.reactor.ReactorContext
import reactor.util.context.Context

/** The ReactorContext of kotlinx-coroutines-reactor, where that is present. */
internal object ReactorContexts {

    private val present = isPresent("kotlinx.coroutines.reactor.ReactorContext") && isPresent(CONTEXT)

    fun isOne(element: CoroutineContext.Element): Boolean = present && element is ReactorContext

    /** Each entry under its own key. */
    fun withEntries(taskContext: TaskContext, context: CoroutineContext): TaskContext =
        if (present) Present.withEntries(taskContext, context) else taskContext

    /** Every value under its key, those that are in the thread too, since Reactor's hooks look for them here. */
    fun of(taskContext: TaskContext): CoroutineContext = if (present) Present.of(taskContext) else EmptyCoroutineContext

    private fun isPresent(name: String): Boolean =
        try {
            Class.forName(name, false, ReactorContexts::class.java.classLoader)
            true
        } catch (_: ClassNotFoundException) {
            false
        }

    private const val CONTEXT = "reactor.util.context.Context"

    /** Loaded only where Reactor is. */
    private object Present {

        fun withEntries(taskContext: TaskContext, context: CoroutineContext): TaskContext {
            val entries = context[ReactorContext]?.context ?: return taskContext
            return entries.stream().toList().fold(taskContext) { all, entry -> all.with(entry.key, entry.value) }
        }

        fun of(taskContext: TaskContext): CoroutineContext {
            var entries = Context.empty()
            taskContext.forEach { key, value ->
                if (key !is Internal) {
                    entries = entries.put(key, value)
                }
            }
            return if (entries.isEmpty) EmptyCoroutineContext else ReactorContext(entries)
        }
    }

    /** A key that is nobody else's. */
    interface Internal
}
