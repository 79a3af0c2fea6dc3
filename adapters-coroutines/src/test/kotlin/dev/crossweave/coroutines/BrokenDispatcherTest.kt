package dev.crossweave.coroutines

import dev.crossweave.Completer
import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.Schedule
import dev.crossweave.Task
import dev.crossweave.Tasks
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.RejectedExecutionException
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/**
 * L18: dispatchers that throw, against their contract, and such that are closed. Nobody hangs, and the reason is seen.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenDispatcherTest {

    private val broken = IllegalStateException("a dispatcher that throws")
    private val throwing =
        object : CoroutineDispatcher() {
            override fun dispatch(context: CoroutineContext, block: Runnable) = throw broken
        }
    private val closed = Executors.newSingleThreadExecutor().asCoroutineDispatcher().apply { close() }
    private val late = CopyOnWriteArrayList<Throwable>()

    @BeforeEach fun listen() = Hooks.onLateError { late.add(it) }

    @AfterEach fun stopListening() = Hooks.onLateError(null)

    private fun failureOf(task: Task<*>): Throwable? = runBlocking {
        runCatching { task.await() }
        (task.peek() as Outcome.Failure).cause
    }

    @Test
    fun throwing_failsTheStream() {
        val stream = flow { emit(1) }.asPollableStream(4, throwing)

        assertThat(failureOf(Tasks.on(Schedule.inline()).spawn(stream.forEach {}))).isSameAs(broken)
    }

    @Test
    fun throwing_failsTheScopesTask() {
        val scope = CoroutineScope(SupervisorJob())

        assertThat(failureOf(scope.task(throwing) { "never" })).isSameAs(broken)
    }

    @Test
    fun closed_failsTheScopesTask() {
        val scope = CoroutineScope(SupervisorJob())

        assertThat(failureOf(scope.task(closed) { "never" })).isInstanceOf(RejectedExecutionException::class.java)
    }

    @Test
    fun throwing_failsThePolledFunctionThatSwitchesToIt() {
        val task = Tasks.on(Schedule.inline()).spawn(pollable { withContext(throwing) { "never" } })

        assertThat(failureOf(task)).isSameAs(broken)
    }

    @Test
    fun throwing_asASchedule_failsTheTask() {
        val task = Tasks.on(throwing.asSchedule()).spawn { Poll.ready("never") }

        assertThat(failureOf(task)).isSameAs(broken)
    }

    @Test
    fun closed_endsTheAwaitOfACoroutineThatIsResumedThere() {
        val dispatcher = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
        val source = Completer<String>()
        val waiting = CoroutineScope(dispatcher).async { source.await() }
        Awaitility.await().until { source.toString().contains("awaits it") }
        dispatcher.close()

        source.complete("value")

        runBlocking { waiting.join() }
        assertThat(waiting.isCancelled).isTrue()
    }
}
