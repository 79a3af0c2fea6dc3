package dev.crossweave.coroutines

import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Pollable
import dev.crossweave.Schedule
import dev.crossweave.Task
import dev.crossweave.Tasks
import dev.crossweave.Waker
import dev.crossweave.testkit.CountingWaker
import dev.crossweave.testkit.SteppingSchedule
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Suspend functions as pollables, beyond the laws. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SuspendPollableTest {

    private val late = CopyOnWriteArrayList<Throwable>()
    private val discarded = CopyOnWriteArrayList<Any>()

    @BeforeEach
    fun listen() {
        Hooks.onLateError { late.add(it) }
        Hooks.onDiscard { discarded.add(it) }
    }

    @AfterEach
    fun stopListening() {
        Hooks.onLateError(null)
        Hooks.onDiscard(null)
    }

    @Test
    fun poll_ofAFunctionThatDoesNotSuspend_isReadyAtOnce() {
        val pollable = pollable { "value" }

        assertThat((pollable.poll(Waker.NOOP) as Outcome.Value).value).isEqualTo("value")
        pollable.drop()
    }

    @Test
    fun function_runsInPollsOnly_andAResumeWakes() {
        val schedule = SteppingSchedule()
        val gate = CompletableDeferred<Unit>()
        val other = CompletableDeferred<Unit>()
        val seen = mutableListOf<String>()
        val task =
            Tasks.on(schedule)
                .spawn(
                    pollable {
                        seen.add("begun")
                        gate.await()
                        seen.add("resumed")
                        withContext(Dispatchers.Default) { other.await() }
                        seen.add("back")
                    }
                )
        assertThat(seen).isEmpty()
        schedule.step()
        assertThat(seen).containsExactly("begun")

        gate.complete(Unit)
        assertThat(seen).containsExactly("begun")
        schedule.step()
        assertThat(seen).containsExactly("begun", "resumed")
        other.complete(Unit)
        await().until { schedule.size() == 1 }
        schedule.step()

        assertThat(seen).containsExactly("begun", "resumed", "back")
        assertThat(task.isDone).isTrue()
    }

    @Test
    fun yield_givesWay() {
        val schedule = SteppingSchedule()
        val task = Tasks.on(schedule).spawn(pollable { repeat(3) { yield() } })

        repeat(3) {
            schedule.step()
            assertThat(task.isDone).isFalse()
        }
        schedule.step()

        assertThat(task.isDone).isTrue()
    }

    @Test
    fun childrenOnOtherDispatchers_areWaitedFor() {
        val gate = CompletableDeferred<Unit>()
        val task =
            Tasks.on(Schedule.inline())
                .spawn(
                    pollable {
                        launch(Dispatchers.Default) { gate.await() }
                        "value"
                    }
                )
        assertThat(task.isDone).isFalse()

        gate.complete(Unit)

        assertThat(task.join()).isEqualTo("value")
    }

    @Test
    fun drop_cancels_andWhatDoesNotSuspendIsDoneThen() { // L7
        val seen = mutableListOf<String>()
        val pollable = pollable {
            try {
                awaitCancellation()
            } finally {
                seen.add("let go")
            }
        }
        pollable.poll(Waker.NOOP)

        pollable.drop()

        assertThat(seen).containsExactly("let go")
        assertThat(late).isEmpty()
    }

    @Test
    fun functionThatRefusesToBeCancelled_endsElsewhere_andItsValueIsDiscarded() { // L9
        val gate = CompletableDeferred<Unit>()
        val pollable = pollable {
            withContext(NonCancellable) { gate.await() }
            "too late"
        }
        pollable.poll(Waker.NOOP)
        pollable.drop()
        assertThat(discarded).isEmpty()

        gate.complete(Unit)

        await().until { discarded == listOf("too late") }
    }

    @Test
    fun failureAfterTheDrop_isReportedOnce() { // L8
        val gate = CompletableDeferred<Unit>()
        val failure = IllegalStateException("late")
        val pollable =
            pollable<Unit> {
                withContext(NonCancellable) { gate.await() }
                throw failure
            }
        pollable.poll(Waker.NOOP)
        pollable.drop()

        gate.complete(Unit)

        await().until { late.isNotEmpty() }
        assertThat(late).containsExactly(failure)
    }

    @Test
    fun pollAfterDrop_isRefused() { // L17
        val pollable = pollable { delay(1_000_000) }
        pollable.poll(Waker.NOOP)
        pollable.drop()

        assertThatThrownBy { pollable.poll(Waker.NOOP) }.isInstanceOf(IllegalStateException::class.java)
    }

    @Test
    fun dropBeforeTheFirstPoll_runsNothing() { // L3
        val pollable = pollable { throw AssertionError("was run") }

        pollable.drop()

        assertThat(late).isEmpty()
        assertThatThrownBy { pollable.poll(Waker.NOOP) }.isInstanceOf(IllegalStateException::class.java)
    }

    @Test
    fun secondResume_isRefused_andChangesNoOutcome() {
        lateinit var continuation: Continuation<String>
        val task: Task<String> = Tasks.on(Schedule.inline()).spawn(pollable { suspendCoroutine { continuation = it } })
        continuation.resume("first")

        assertThatThrownBy { continuation.resume("second") }.isInstanceOf(IllegalStateException::class.java)

        assertThat(task.join()).isEqualTo("first")
    }

    @Test
    fun resumeFromAForeignThread_pastEveryDispatcher_stillEndsTheTask() {
        lateinit var raw: Continuation<String>
        val task: Task<String> =
            Tasks.on(Schedule.inline())
                .spawn(
                    pollable {
                        suspendCoroutineUninterceptedOrReturn {
                            raw = it
                            COROUTINE_SUSPENDED
                        }
                    }
                )

        Thread.ofVirtual().start { raw.resume("value") }

        assertThat(task.join()).isEqualTo("value")
    }

    @Test
    fun suspendFunctionInATaskInACoroutine_nest() =
        runBlocking<Unit> {
            val inner: Pollable<Int> = pollable {
                task {
                    yield()
                    20
                }
                    .await() + 1
            }

            assertThat(pollable { inner.await() * 2 }.await()).isEqualTo(42)
        }

    @Test
    fun millionResumes_needConstantStack() { // L14
        val task =
            Tasks.on(Schedule.inline())
                .spawn(
                    pollable {
                        var sum = 0
                        repeat(1_000_000) {
                            if (it % 2 == 0) yield()
                            sum++
                        }
                        sum
                    }
                )

        assertThat(task.join()).isEqualTo(1_000_000)
    }

    @Test
    fun wake_isThatOfTheLastPoll() {
        val gate = CompletableDeferred<Unit>()
        val pollable = pollable { gate.await() }
        val first = CountingWaker()
        val second = CountingWaker()
        pollable.poll(first)
        pollable.poll(second)

        gate.complete(Unit)

        assertThat(first.wakes()).isZero()
        assertThat(second.wakes()).isEqualTo(1)
        assertThat(pollable.poll(second).isReady).isTrue()
        pollable.drop()
    }
}
