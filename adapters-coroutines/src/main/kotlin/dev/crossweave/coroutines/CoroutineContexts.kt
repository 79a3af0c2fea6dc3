package dev.crossweave.coroutines

import dev.crossweave.TaskContext
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement

/**
 * This context for a coroutine (law L10): its thread-locals are in force at every resume, on whatever thread, and taken
 * back at every suspension; the coroutine context elements that it carries are elements again; and the entries that it
 * has from a Reactor Context are a ReactorContext, where kotlinx-coroutines-reactor is present. Scoped values can't be
 * put in force so.
 *
 * What `task`, `pollable` and `asPollableStream` start has the context in which it was made without this.
 *
 * @return elements to be added to a coroutine's context; none when nothing is registered
 */
public fun TaskContext.asCoroutineContext(): CoroutineContext =
    if (isEmpty) EmptyCoroutineContext else carriedElements(this) + TaskContextElement(this)

/**
 * This context for a task (law L10): what its ThreadContextElements, MDCContext for instance, put in force, as far as
 * an accessor is registered for it; the entries of its ReactorContext by their own keys; and its other elements, to
 * become elements again in coroutines that are made in it. Without what belongs to one coroutine: Job, dispatcher,
 * name, exception handler.
 *
 * @return a snapshot
 */
public fun CoroutineContext.asTaskContext(): TaskContext {
    val threadElements =
        fold(emptyList<ThreadContextElement<*>>()) { all, element ->
            if (element is ThreadContextElement<*> && !Internals.isNumber(element)) all + element else all
        }
    val captured = inForce(threadElements) { TaskContext.capture() }
    return withElements(captured, this)
}

/**
 * Runs something in this context, as in [TaskContext.asCoroutineContext], and with what it has beyond thread-locals.
 */
private fun <R> CoroutineContext.inForce(elements: List<ThreadContextElement<*>>, body: () -> R): R {
    @Suppress("UNCHECKED_CAST") val first = elements.firstOrNull() as ThreadContextElement<Any?>? ?: return body()
    val before = first.updateThreadContext(this)
    try {
        return inForce(elements.drop(1), body)
    } finally {
        first.restoreThreadContext(this, before)
    }
}

/** CoroutineContext ↔ TaskContext for callers in Java. Kotlin has the extensions. */
public object CoroutineContexts {

    /** A task's context of a coroutine's. */
    @JvmStatic public fun fromCoroutineContext(context: CoroutineContext): TaskContext = context.asTaskContext()

    /** Elements for a coroutine's context of a task's. */
    @JvmStatic public fun toCoroutineContext(context: TaskContext): CoroutineContext = context.asCoroutineContext()
}

// ------------------------------------------------------------------------------------------ internals

/** A coroutine's context with what is in force on the thread that makes the coroutine. What it says itself wins. */
internal fun inherited(context: CoroutineContext): CoroutineContext {
    val captured = TaskContext.capture()
    return if (captured.isEmpty) context else carriedElements(captured) + context + TaskContextElement(captured)
}

/** What a coroutine has beyond thread-locals, to be put in force where it polls; null for nothing. */
internal fun carriedBy(context: CoroutineContext): TaskContext? =
    if (context.fold(false) { found, element -> found || isCarried(element) })
        withElements(TaskContext.capture(), context)
    else null

private fun withElements(captured: TaskContext, context: CoroutineContext): TaskContext {
    val carried =
        context.fold<CoroutineContext>(EmptyCoroutineContext) { all, element ->
            if (isCarried(element) && !ReactorContexts.isOne(element)) all + element else all
        }
    val withElements = if (carried === EmptyCoroutineContext) captured else captured.with(CarriedElements, carried)
    return ReactorContexts.withEntries(withElements, context)
}

private fun carriedElements(taskContext: TaskContext): CoroutineContext {
    val elements = taskContext.get(CarriedElements) as CoroutineContext? ?: EmptyCoroutineContext
    return elements + ReactorContexts.of(taskContext)
}

/** Not what belongs to one coroutine, nor what is in the thread while that runs. */
private fun isCarried(element: CoroutineContext.Element): Boolean =
    when (element) {
        is Job,
        is ContinuationInterceptor,
        is CoroutineExceptionHandler,
        is CoroutineName,
        is TaskContextElement -> false
        else -> !Internals.isNumber(element)
    }

/** The key of the elements of a CoroutineContext in a TaskContext. */
private object CarriedElements : ReactorContexts.Internal {
    override fun toString() = "CoroutineContext"
}

/** A task's context, in force whenever the coroutine runs. */
private class TaskContextElement(private val taskContext: TaskContext) :
    AbstractCoroutineContextElement(Key), ThreadContextElement<Array<Any?>> {

    override fun updateThreadContext(context: CoroutineContext): Array<Any?> = taskContext.enter()

    override fun restoreThreadContext(context: CoroutineContext, oldState: Array<Any?>) = taskContext.leave(oldState)

    override fun toString(): String = taskContext.toString()

    companion object Key : CoroutineContext.Key<TaskContextElement>
}
