package dev.crossweave.coroutines

import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.RunQueue
import dev.crossweave.Schedule
import dev.crossweave.Task
import dev.crossweave.Tasks
import dev.crossweave.testkit.SteppingSchedule
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.atomic.AtomicBoolean
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Dispatchers as schedules and schedules as dispatchers. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoroutineSchedulesTest {

    private val late = CopyOnWriteArrayList<Throwable>()

    @BeforeEach fun listen() = Hooks.onLateError { late.add(it) }

    @AfterEach fun stopListening() = Hooks.onLateError(null)

    private fun test(block: suspend CoroutineScope.() -> Unit) = runBlocking { block() }

    // ------------------------------------------------------------------------------------------ dispatcher → schedule

    @Test
    fun task_isPolledOnTheDispatcher() = test {
        val executor = Executors.newSingleThreadExecutor { Thread(it, "the dispatcher's") }
        executor.asCoroutineDispatcher().use { dispatcher ->
            val task = Tasks.on(dispatcher.asSchedule()).spawn { Poll.ready(Thread.currentThread().name) }

            assertThat(task.await()).startsWith("the dispatcher's")
        }
    }

    @Test
    fun task_onDispatchersDefault_andOnAViewOfIt() = test {
        for (dispatcher in listOf(Dispatchers.Default, Dispatchers.IO, Dispatchers.Default.limitedParallelism(1))) {
            val task = Tasks.on(dispatcher.asSchedule()).spawn { Poll.ready(Thread.currentThread().name) }

            assertThat(task.await()).startsWith("DefaultDispatcher-worker")
        }
    }

    @Test
    fun task_onUnconfined_isPolledByWhoWakes_afterAndNotInsideOfTheirPoll() { // L11, L14
        val here = Thread.currentThread()
        val spawner = Tasks.on(Dispatchers.Unconfined.asSchedule())
        val order = mutableListOf<String>()

        val outer = spawner.spawn {
            spawner.spawn { Poll.ready(order.add("inner on " + (Thread.currentThread() === here))) }
            Poll.ready(order.add("outer"))
        }

        assertThat(outer.isDone).isTrue()
        assertThat(order).containsExactly("outer", "inner on true")
    }

    @Test
    fun closedDispatcher_failsTheTaskWithTheRejection() { // L18
        val closed = Executors.newSingleThreadExecutor().asCoroutineDispatcher().apply { close() }

        val task = Tasks.on(closed.asSchedule()).spawn { Poll.ready("was run in spite of the rejection") }

        assertThat((task.peek() as Outcome.Failure).cause).isInstanceOf(RejectedExecutionException::class.java)
    }

    // ------------------------------------------------------------------------------------------ schedule → dispatcher

    @Test
    fun coroutine_runsOnTheSchedule_stepByStep() = test {
        val schedule = SteppingSchedule()
        val seen = mutableListOf<Int>()
        val job =
            launch(schedule.asCoroutineDispatcher()) {
                repeat(3) {
                    seen.add(it)
                    yield()
                }
            }

        assertThat(seen).isEmpty()
        schedule.step()
        assertThat(seen).containsExactly(0)
        schedule.runAll()

        assertThat(seen).containsExactly(0, 1, 2)
        assertThat(job.isCompleted).isTrue()
    }

    @Test
    fun delay_resumesOnTheSchedule() = test {
        val executor = Executors.newSingleThreadExecutor { Thread(it, "the schedule's") }
        try {
            val name =
                withContext(Schedule { executor.execute(it) }.asCoroutineDispatcher()) {
                    delay(1)
                    Thread.currentThread().name
                }

            assertThat(name).startsWith("the schedule's")
        } finally {
            executor.shutdown()
        }
    }

    @Test
    fun millionResumes_onTheInlineSchedule_needConstantStack() = test { // L14
        val sum =
            async(Schedule.inline().asCoroutineDispatcher()) {
                var sum = 0
                repeat(1_000_000) {
                    sum++
                    yield()
                }
                sum
            }

        assertThat(sum.await()).isEqualTo(1_000_000)
    }

    @Test
    fun scheduleThatRejects_cancelsTheCoroutine_whichStillCleansUp() { // L18
        val rejecting = AtomicBoolean()
        val rejection = RejectedExecutionException("full")
        val dispatcher = Schedule { if (rejecting.get()) throw rejection else it.run() }.asCoroutineDispatcher()
        val gate = CompletableDeferred<Unit>()
        val cleaned = CompletableDeferred<String>()
        val job =
            CoroutineScope(Job()).async(dispatcher) {
                try {
                    gate.await()
                } finally {
                    cleaned.complete(Thread.currentThread().name)
                }
            }

        rejecting.set(true)
        gate.complete(Unit)

        val thrown = runBlocking { runCatching { job.await() } }.exceptionOrNull()
        assertThat(thrown).isInstanceOf(CancellationException::class.java)
        assertThat(generateSequence(thrown) { it.cause }.toList()).contains(rejection)
        assertThat(runBlocking { cleaned.await() }).startsWith("DefaultDispatcher-worker")
        assertThat((job.asTask().let { runBlocking { it.outcome() } } as Outcome.Failure).cause).isSameAs(rejection)
    }

    private suspend fun <T> Task<T>.outcome(): Outcome<T> {
        runCatching { await() }
        return peek() as Outcome<T>
    }

    @Test
    fun queueThatIsClosed_cancelsTheCoroutinesThatItHolds() {
        val queue = RunQueue()
        val job = CoroutineScope(queue.asCoroutineDispatcher()).launch { throw AssertionError("was run") }

        queue.close()
        queue.runAll()

        runBlocking { job.join() }
        assertThat(job.isCancelled).isTrue()
        assertThat(late).isEmpty()
    }

    @Test
    fun roundTrips_giveTheSame() { // L15
        val schedule = SteppingSchedule()
        assertThat(schedule.asCoroutineDispatcher().asSchedule()).isSameAs(schedule)
        assertThat(Dispatchers.Default.asSchedule().asCoroutineDispatcher()).isSameAs(Dispatchers.Default)
        assertThat(CoroutineSchedules.fromDispatcher(CoroutineSchedules.toDispatcher(schedule))).isSameAs(schedule)
    }

    @Test
    fun taskAndCoroutine_shareOneQueue() {
        val queue = RunQueue()
        val order = mutableListOf<String>()
        CoroutineScope(queue.asCoroutineDispatcher()).launch { order.add("coroutine") }
        Tasks.on(queue).spawn { Poll.ready(order.add("task")) }

        queue.runAll()

        assertThat(order).containsExactly("coroutine", "task")
    }
}
