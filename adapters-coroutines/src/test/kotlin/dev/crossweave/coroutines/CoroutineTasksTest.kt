package dev.crossweave.coroutines

import dev.crossweave.Completer
import dev.crossweave.Hooks
import dev.crossweave.Ownership
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.Task
import dev.crossweave.Tasks
import dev.crossweave.Waker
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.future.asCompletableFuture
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** On a thread of its own, since `runBlocking` waits for a coroutine that can't be cancelled, however long it takes. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OptIn(ExperimentalCoroutinesApi::class)
class CoroutineTasksTest {

    private val late = CopyOnWriteArrayList<Throwable>()
    private val source = Completer<String>()

    @BeforeEach fun listen() = Hooks.onLateError { late.add(it) }

    @AfterEach fun stopListening() = Hooks.onLateError(null)

    /** A test must return nothing, whatever its last expression. */
    private fun test(block: suspend CoroutineScope.() -> Unit) = runBlocking { block() }

    private suspend fun thrownBy(block: suspend () -> Unit): Throwable =
        try {
            block()
            throw AssertionError("expected an exception; the block ended without one")
        } catch (thrown: Exception) {
            thrown
        }

    // ------------------------------------------------------------------------------------------ await

    @Test
    fun await_ofATaskThatHasEnded_neverSuspends() = test {
        val job = launch(start = CoroutineStart.UNDISPATCHED) { Tasks.value("value").await() }

        assertThat(job.isCompleted).isTrue()
    }

    @Test
    fun await_resumesWithTheValue_onTheCoroutinesOwnDispatcher() = test {
        val here = Thread.currentThread()
        val waiting = async(start = CoroutineStart.UNDISPATCHED) { source.await() to Thread.currentThread() }

        withContext(Dispatchers.Default) { source.complete("value") }

        assertThat(waiting.await()).isEqualTo("value" to here)
    }

    @Test
    fun cancel_ofTheWaitingCoroutine_leavesTheTask() = test {
        val waiting = launch(start = CoroutineStart.UNDISPATCHED) { source.await() }

        waiting.cancelAndJoin()

        assertThat(source.isDone).isFalse()
        assertThat(source.toString()).doesNotContain("await") // and is not kept by it
        source.complete("value")
        assertThat(source.await()).isEqualTo("value")
    }

    @Test
    fun failure_isTheSameObject_thoughKotlinxCopiesExceptions() = test { // L2
        assertThat(javaClass.desiredAssertionStatus()).isTrue() // what switches the copies on
        val failure = IllegalStateException("has a constructor that a copy could be made with")
        val seen = async(start = CoroutineStart.UNDISPATCHED) { thrownBy { source.await() } }
        val seenOfDeferred =
            async(start = CoroutineStart.UNDISPATCHED) { source.asDeferred().let { thrownBy { it.await() } } }

        withContext(Dispatchers.Default) { source.fail(failure) }

        assertThat(seen.await()).isSameAs(failure)
        assertThat(seenOfDeferred.await()).isSameAs(failure)
        assertThat(thrownBy { source.await() }).isSameAs(failure)
        assertThat(thrownBy { source.asDeferred().await() }).isSameAs(failure)
    }

    @Test
    fun cancelledTask_throwsCancellation_andTheWaiterIsStillActive() = test { // L5
        source.cancel()

        assertThat(thrownBy { source.await() }).isInstanceOf(CancellationException::class.java)
        yield() // would throw, had this coroutine been cancelled
    }

    // ------------------------------------------------------------------------------------------ await a pollable

    /** Ends at its third poll, and counts. */
    private class Three : Pollable<String> {
        val polls = AtomicInteger()
        val drops = AtomicInteger()

        override fun poll(waker: Waker): Poll<String> {
            when (polls.incrementAndGet()) {
                1 -> waker.wake() // during the poll
                2 -> Thread.ofVirtual().start { waker.wake() }
                else -> return Poll.ready("third")
            }
            return Poll.pending()
        }

        override fun drop() {
            drops.incrementAndGet()
        }
    }

    @Test
    fun awaitOfAPollable_pollsUntilReadyAndDropsOnce() = test { // L7
        val three = Three()

        assertThat(three.await()).isEqualTo("third")

        assertThat(three.polls).hasValue(3)
        assertThat(three.drops).hasValue(1)
    }

    @Test
    fun awaitOfAPollable_thatThrows_throwsTheSameAndDrops() = test { // L2, L18
        val failure = IllegalStateException("failure")
        val broken =
            object : Pollable<String> {
                override fun poll(waker: Waker): Poll<String> = throw failure

                override fun drop(): Unit = throw IllegalArgumentException("a broken drop")
            }

        assertThat(thrownBy { broken.await() }).isSameAs(failure)
        assertThat(late).singleElement().isInstanceOf(IllegalArgumentException::class.java)
    }

    @Test
    fun awaitOfAPollable_thatAlwaysWakesItself_canBeCancelled() = test {
        val drops = AtomicInteger()
        val polled = CompletableDeferred<Unit>()
        val spinning =
            object : Pollable<String> {
                override fun poll(waker: Waker): Poll<String> {
                    polled.complete(Unit)
                    waker.wake()
                    return Poll.pending()
                }

                override fun drop() {
                    drops.incrementAndGet()
                }
            }
        val waiting = launch(Dispatchers.Default) { spinning.await() }
        polled.await()

        waiting.cancelAndJoin()

        assertThat(drops).hasValue(1)
    }

    // ------------------------------------------------------------------------------------------ Deferred → task

    @Test
    fun activeDeferred_endsItsTask_thoughNobodyAwaitsIt() {
        val deferred = CompletableDeferred<String>()
        val task = deferred.asTask()

        deferred.complete("value")

        assertThat(task.resultNow()).isEqualTo("value")
        assertThat(deferred.asTask().resultNow()).isEqualTo("value") // and one that has ended gives one that has
    }

    @Test
    fun lazyDeferred_isStartedByTheTask_once() = test { // L3
        val starts = AtomicInteger()
        val deferred = async(start = CoroutineStart.LAZY) { starts.incrementAndGet() }
        val task = deferred.asTask()
        yield()
        assertThat(starts).hasValue(0)

        assertThat(task.await()).isEqualTo(1)
        assertThat(task.await()).isEqualTo(1)
    }

    @Test
    fun lazyDeferred_whoseTaskIsCancelled_isLeftAlone() = test { // OBSERVED, L4
        val deferred = async(start = CoroutineStart.LAZY) { "value" }

        deferred.asTask().cancel()

        assertThat(deferred.isCancelled).isFalse()
        assertThat(deferred.await()).isEqualTo("value")
    }

    @Test
    fun lazyDeferred_cancelledBySomebodyElse_cancelsItsTask() = test { // L5
        val deferred = async(start = CoroutineStart.LAZY) { "value" }
        val task = deferred.asTask()

        deferred.cancel(CancellationException("somebody else"))

        assertThat(task.isCancelled).isTrue()
    }

    @Test
    fun ownedDeferred_isSeenCancelledWhenTheCoroutineHasEnded() = test { // L7
        val gate = CompletableDeferred<Unit>()
        val deferred =
            async(start = CoroutineStart.UNDISPATCHED) {
                try {
                    awaitCancellation()
                } finally {
                    withContext(NonCancellable) { gate.await() }
                }
            }
        val task: Task<out Any?> = deferred.asTask(Ownership.OWNED)

        try {
            task.cancel()
            yield()
            assertThat(task.isDone).isFalse()
        } finally {
            gate.complete(Unit)
        }
        deferred.join()

        assertThat(task.isCancelled).isTrue()
    }

    @Test
    fun timeoutInside_isAFailure() = test { // L1
        supervisorScope {
            val task = task<String> { withTimeout(1) { awaitCancellation() } }

            assertThat(thrownBy { task.await() }).isInstanceOf(TimeoutCancellationException::class.java)
            assertThat(task.exceptionNow()).isInstanceOf(TimeoutCancellationException::class.java)
        }
    }

    // ------------------------------------------------------------------------------------------ scope.task

    @Test
    fun scopeTask_isAChildOfTheScopesJob() = test {
        val scope = CoroutineScope(Job() + Dispatchers.Default)
        val task = scope.task { awaitCancellation() }.start()
        assertThat(scope.coroutineContext[Job]!!.children.count()).isEqualTo(1)

        scope.coroutineContext[Job]!!.cancelAndJoin()

        assertThat(task.isCancelled).isTrue() // L5
    }

    @Test
    fun scopeTask_thatFails_failsTheScope() = test {
        val failure = IllegalStateException("failure")

        val thrown = thrownBy { coroutineScope { task { throw failure }.start() } }

        assertThat(thrown.cause ?: thrown).isSameAs(failure) // coroutineScope itself copies
        assertThat(late).isEmpty()
    }

    @Test
    fun scope_waitsForItsTasks() = test {
        val order = CopyOnWriteArrayList<String>()

        coroutineScope {
            task {
                yield()
                order.add("task")
            }
                .start()
        }
        order.add("scope")

        assertThat(order).containsExactly("task", "scope")
    }

    @Test
    fun scope_withACancelledLazyTask_doesNotWait() = test {
        coroutineScope { task { "never" }.cancel() }
    }

    @Test
    fun lateFailure_thatFailsTheScope_isReportedThereAndNowhereElse() = test { // L8
        val failure = IllegalStateException("the clean-up failed")

        val thrown = thrownBy {
            coroutineScope {
                val task = task {
                    try {
                        awaitCancellation()
                    } finally {
                        throw failure
                    }
                }
                task.start()
                yield()
                task.cancel()
            }
        }

        assertThat(thrown.cause ?: thrown).isSameAs(failure)
        assertThat(late).isEmpty()
    }

    @Test
    fun lateFailure_withNoHandlerAndNoParent_goesToOurHook() = test { // L8
        val failure = IllegalStateException("the clean-up failed")
        supervisorScope {
            val task = task {
                try {
                    awaitCancellation()
                } finally {
                    throw failure
                }
            }
            task.start()
            yield()
            task.cancel()
        }

        assertThat(late).containsExactly(failure)
    }

    // ------------------------------------------------------------------------------------------ task → Deferred

    @Test
    fun asDeferred_worksWithAwaitAll() = test {
        val other = Completer<String>()
        val all = async(start = CoroutineStart.UNDISPATCHED) { awaitAll(source.asDeferred(), other.asDeferred()) }

        source.complete("one")
        other.complete("two")

        assertThat(all.await()).containsExactly("one", "two")
    }

    @Test
    fun asDeferred_worksWithSelect() = test {
        val never = Completer<String>().asDeferred()
        val deferred = source.asDeferred()
        val selected =
            async(start = CoroutineStart.UNDISPATCHED) {
                select {
                    never.onAwait { "never" }
                    deferred.onAwait { it }
                }
            }

        source.complete("value")

        assertThat(selected.await()).isEqualTo("value")
    }

    @Test
    fun asDeferred_tellsInvokeOnCompletionOnce_withTheFailure() {
        val causes = CopyOnWriteArrayList<Throwable?>()
        val failure = Exception("failure")
        source.asDeferred().invokeOnCompletion { causes.add(it) }

        source.fail(failure)

        assertThat(causes).containsExactly(failure)
    }

    @Test
    fun asDeferred_asCompletableFuture_passesCancelOn() { // L6
        source.asDeferred().asCompletableFuture().cancel(true)

        assertThat(source.isCancelled).isTrue()
    }

    @Test
    fun asDeferred_startsALazyTask() = test { // L3
        val task = supervisorScope { task { "value" }.also { it.asDeferred() } }

        assertThat(task.resultNow()).isEqualTo("value")
    }

    @Test
    fun asDeferred_whoseWaiterIsCancelled_leavesTheTask() = test {
        val deferred = source.asDeferred()
        val waiter = launch(start = CoroutineStart.UNDISPATCHED) { deferred.await() }

        waiter.cancelAndJoin()

        assertThat(deferred.isActive).isTrue()
        assertThat(source.isDone).isFalse()
    }

    @Test
    fun asDeferred_asAParent_cancelsItsChildrenWithTheTask() = test {
        val deferred = source.asDeferred()
        val child = launch(EmptyCoroutineContext + deferred, CoroutineStart.UNDISPATCHED) { awaitCancellation() }

        deferred.cancel()

        joinAll(child, deferred)
        assertThat(child.isCancelled).isTrue()
        assertThat(source.isCancelled).isTrue() // L6
    }

    @Test
    fun asDeferred_awaitByACancelledCaller_throwsCancellation() = test {
        val deferred = source.asDeferred()
        val waiter = async(start = CoroutineStart.UNDISPATCHED) { thrownBy { deferred.await() } }

        waiter.cancel()
        waiter.join()

        assertThat(waiter.isCancelled).isTrue()
        assertThat(source.isDone).isFalse()
    }

    @Test
    fun cancelledTask_isACancelledDeferred_withItsReason() { // L5
        val reason = CancellationException("the reason")
        val deferred = source.asDeferred()

        source.cancel(reason)

        assertThat(deferred.isCancelled).isTrue()
        assertThat(deferred.getCompletionExceptionOrNull()).isSameAs(reason)
    }
}
