package dev.crossweave.coroutines

import dev.crossweave.Completer
import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Ownership
import dev.crossweave.Poll
import dev.crossweave.Schedule
import dev.crossweave.Task
import dev.crossweave.TaskScope
import dev.crossweave.Tasks
import java.lang.ref.WeakReference
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Jobs and tasks as each other's children, and what happens when one of them ends badly. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StructuredConcurrencyTest {

    private val discarded = CopyOnWriteArrayList<Any>()

    @BeforeEach fun listen() = Hooks.onDiscard { discarded.add(it) }

    @AfterEach fun stopListening() = Hooks.onDiscard(null)

    private fun test(block: suspend CoroutineScope.() -> Unit) = runBlocking { block() }

    private suspend fun Task<*>.ended(): Outcome<*> {
        runCatching { await() }
        return peek() as Outcome<*>
    }

    @Test
    fun cancelledScope_cancelsItsTasks_startedOrNot() = test {
        val scope = CoroutineScope(Job())
        val started = scope.task(start = CoroutineStart.UNDISPATCHED) { awaitCancellation() }
        val lazy = scope.task { "never run" }

        scope.coroutineContext.job.cancelAndJoin()

        assertThat(started.ended()).isInstanceOf(Outcome.Cancelled::class.java)
        assertThat(lazy.ended()).isInstanceOf(Outcome.Cancelled::class.java)
    }

    @Test
    fun taskOfACancelledScope_isCancelled_andItsAwaitDoesNotHang() = test {
        val scope = CoroutineScope(Job().apply { cancel() })

        assertThat(scope.task { "never run" }.ended()).isInstanceOf(Outcome.Cancelled::class.java)
        assertThat(scope.task(start = CoroutineStart.DEFAULT) { "never run" }.ended())
            .isInstanceOf(Outcome.Cancelled::class.java)
    }

    /** The name of a coroutine is held by its context, and so by whatever would resume it. */
    private fun awaitInACancelledScope(task: Task<*>): WeakReference<CoroutineName> {
        val name = CoroutineName("cancelled before it awaits")
        val cancelled = CoroutineScope(Job().apply { cancel() } + name)
        cancelled.launch(start = CoroutineStart.UNDISPATCHED) { task.await() }
        return WeakReference(name)
    }

    @Test
    fun awaitInACancelledScope_leavesNothingInTheTask() { // L16
        val task = Completer<String>()

        val left = awaitInACancelledScope(task)

        while (left.get() != null) { // or else the time-out says that something holds it
            System.gc()
        }
        assertThat(task.isDone).isFalse()
    }

    @Test
    fun awaitInACancelledScope_throwsAtOnce_andLeavesTheTask() = test {
        val task = Completer<String>()
        val scope = CoroutineScope(Job().apply { cancel() })

        val waiting = scope.async(start = CoroutineStart.UNDISPATCHED) { task.await() }
        waiting.join()

        assertThat(waiting.isCancelled).isTrue()
        assertThat(task.isDone).isFalse()
    }

    @Test
    fun failingTask_failsItsScope_andItsSiblings() = test {
        val failure = IllegalStateException("of the child")
        val scope = CoroutineScope(Job())
        val sibling = scope.task(start = CoroutineStart.UNDISPATCHED) { awaitCancellation() }

        val failing = scope.task(start = CoroutineStart.UNDISPATCHED) { throw failure }

        assertThat((failing.ended() as Outcome.Failure).cause).isSameAs(failure)
        assertThat(sibling.ended()).isInstanceOf(Outcome.Cancelled::class.java)
        assertThat(scope.isActive).isFalse()
    }

    @Test
    fun failingTask_ofASupervisor_failsAlone() = test {
        val scope = CoroutineScope(SupervisorJob())

        assertThat(scope.task { throw IllegalStateException("alone") }.ended())
            .isInstanceOf(Outcome.Failure::class.java)

        assertThat(scope.isActive).isTrue()
    }

    @Test
    fun coroutineScope_waitsForItsTasks() = test {
        val gate = CompletableDeferred<Unit>()
        var seen = false
        launch { gate.complete(Unit) }

        coroutineScope {
            task(start = CoroutineStart.DEFAULT) {
                gate.await()
                seen = true
            }
        }

        assertThat(seen).isTrue()
    }

    @Test
    fun taskScopeInACoroutine_isCancelledWithIt() = test {
        val inner = Completer<String>()
        val job =
            launch(start = CoroutineStart.UNDISPATCHED) {
                val scope = TaskScope()
                scope.fork(inner)
                scope
                    .join { "never" }
                    .asDeferred()
                    .let {
                        try {
                            it.await()
                        } finally {
                            it.cancel()
                        }
                    }
            }

        job.cancelAndJoin()

        assertThat(inner.isCancelled).isTrue()
    }

    @Test
    fun coroutineScopeInATaskScope_failsIt_andTheOthersAreCancelled() = test {
        val failure = IllegalStateException("of a coroutine in a task scope")
        val scope = TaskScope()
        val other = scope.fork(Completer<String>())
        scope.fork(
            Tasks.on(Schedule.inline())
                .lazy(
                    pollable {
                        coroutineScope {
                            launch { awaitCancellation() }
                            launch { throw failure }
                        }
                    }
                )
        )

        val joined = scope.join { "never" }

        assertThat((joined.ended() as Outcome.Failure).cause).isSameAs(failure)
        assertThat(other.ended()).isInstanceOf(Outcome.Cancelled::class.java)
    }

    @Test
    fun asJob_endsWithTheTask_andReleasesItWhenCancelled() = test {
        val task = Completer<String>()
        val job: Job = task.asJob()
        val other = Completer<String>()

        task.complete("value")
        job.join()
        assertThat(job.isCompleted).isTrue()
        assertThat(job.isCancelled).isFalse()

        other.asJob().cancelAndJoin()
        assertThat(other.isCancelled).isTrue()
        assertThat(CoroutineTasks.toJob(Tasks.failed<String>(IllegalStateException())).isCancelled).isTrue()
    }

    @Test
    fun deferredOfAnotherTree_isObserved_andItsFailureStaysThere() = test {
        val otherTree = CoroutineScope(Job())
        val gate = CompletableDeferred<Unit>()
        val deferred: Deferred<String> = otherTree.async {
            gate.await()
            "value"
        }

        val mine = task { deferred.asTask().await() }
        mine.cancel()
        assertThat(mine.ended()).isInstanceOf(Outcome.Cancelled::class.java)
        gate.complete(Unit)
        assertThat(deferred.await()).isEqualTo("value")

        val failing = CoroutineScope(Job()).async<String> { throw IllegalStateException("over there") }
        assertThat(failing.asTask(Ownership.OBSERVED).ended()).isInstanceOf(Outcome.Failure::class.java)
        assertThat(coroutineContext.job.isActive).isTrue()
    }

    @Test
    fun cancelledTask_seenByAwait_leavesTheCallerActive() = test { // L5
        val caller = async {
            val thrown = runCatching { Tasks.cancelled<String>(null).await() }.exceptionOrNull()
            thrown to isActive
        }

        val (thrown, active) = caller.await()

        assertThat(thrown).isInstanceOf(CancellationException::class.java)
        assertThat(active).isTrue()
    }

    @Test
    fun valueThatLostTheRaceWithCancel_isDiscardedOnce() = test { // L9
        val gate = CompletableDeferred<Unit>()
        val scope = CoroutineScope(Job())
        val task =
            scope.task(start = CoroutineStart.UNDISPATCHED) {
                withContext(NonCancellable) { gate.await() }
                "too late"
            }
        task.cancel()

        gate.complete(Unit)

        assertThat(task.ended()).isInstanceOf(Outcome.Cancelled::class.java)
        assertThat(discarded).containsExactly("too late")
    }

    @Test
    fun valueThatTheScopeNeverGot_becauseAChildFailed_isDiscarded() = test { // L9
        val task =
            CoroutineScope(SupervisorJob()).task {
                launch { throw IllegalStateException("of a child") }
                "made before that"
            }

        assertThat(task.ended()).isInstanceOf(Outcome.Failure::class.java)
        assertThat(discarded).containsExactly("made before that")
    }

    @Test
    fun unconfinedAwaiters_oneBehindTheOther_needConstantStack() = test { // L14
        val first = Completer<Int>()
        var last: Task<Int> = first
        repeat(100_000) {
            val before = last
            last = task(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { before.await() + 1 }
        }

        first.complete(0)

        assertThat(last.await()).isEqualTo(100_000)
    }

    @Test
    fun rejectedTask_awaited_showsTheRejection() = test { // L18
        val rejection = IllegalStateException("no room")
        val task = Tasks.on { throw rejection }.spawn { Poll.ready("never") }

        assertThat(runCatching { task.await() }.exceptionOrNull()).isSameAs(rejection)
    }
}
