package dev.crossweave.coroutines

import dev.crossweave.Schedule
import kotlinx.coroutines.CoroutineDispatcher

/**
 * A schedule that polls tasks on this dispatcher. Where that says that no dispatch is needed, as
 * [kotlinx.coroutines.Dispatchers.Unconfined] always does, tasks are polled on the thread that wakes, through the
 * trampoline of [Schedule.inline] (laws L11, L14).
 *
 * A dispatcher that rejects fails the task with the rejection (law L18).
 *
 * @return a schedule. The very schedule that this dispatcher was made from (law L15)
 */
public fun CoroutineDispatcher.asSchedule(): Schedule =
    if (this is ScheduleDispatcher) schedule else DispatcherSchedule(this)

/**
 * A dispatcher that resumes coroutines on this schedule. Each dispatch is a task there, made in the context in which
 * this dispatcher was made (law L10).
 *
 * When the schedule rejects a coroutine, or discards it, the coroutine is cancelled with the rejection as the cause,
 * and resumed on [kotlinx.coroutines.Dispatchers.IO], so that it can clean up; as kotlinx does for a closed executor.
 *
 * @return a dispatcher. The very dispatcher that this schedule was made from (law L15)
 */
public fun Schedule.asCoroutineDispatcher(): CoroutineDispatcher =
    if (this is DispatcherSchedule) dispatcher else ScheduleDispatcher(this)

/** Dispatcher ↔ schedule for callers in Java. Kotlin has the extensions. */
public object CoroutineSchedules {

    /** A schedule that polls on the dispatcher. */
    @JvmStatic public fun fromDispatcher(dispatcher: CoroutineDispatcher): Schedule = dispatcher.asSchedule()

    /** A dispatcher that resumes coroutines on the schedule. */
    @JvmStatic public fun toDispatcher(schedule: Schedule): CoroutineDispatcher = schedule.asCoroutineDispatcher()
}
