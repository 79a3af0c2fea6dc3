package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.Tasks
import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Tasks, polled functions and streams in the virtual time of kotlinx-coroutines-test. */
@OptIn(ExperimentalCoroutinesApi::class)
class VirtualTimeTest {

    private fun test(block: suspend TestScope.() -> Unit) {
        runTest { block() }
    }

    @Test
    fun scopeTask_waitsInVirtualTime() = test {
        val task = task {
            delay(5.hours)
            "value"
        }

        assertThat(task.await()).isEqualTo("value")
        assertThat(currentTime).isEqualTo(5.hours.inWholeMilliseconds)
    }

    @Test
    fun timeout_ofVirtualHours_isAFailure() = test { // L1
        val task = Tasks.on(StandardTestDispatcher(testScheduler).asSchedule()).spawn { _ -> Poll.pending<String>() }
        val waiting = task { withTimeout(1.hours) { task.await() } }

        val thrown = runCatching { waiting.await() }.exceptionOrNull()

        assertThat(thrown).isInstanceOf(TimeoutCancellationException::class.java)
        assertThat(waiting.peek()).isInstanceOf(Outcome.Failure::class.java)
    }

    @Test
    fun testDispatcherAsSchedule_pollsWhenTheTestSaysSo() = test {
        var polls = 0
        val task = Tasks.on(StandardTestDispatcher(testScheduler).asSchedule()).spawn { Poll.ready(++polls) }

        assertThat(polls).isZero()
        runCurrent()

        assertThat(polls).isEqualTo(1)
        assertThat(task.await()).isEqualTo(1)
    }

    @Test
    fun unconfinedTestDispatcherAsSchedule_pollsAtOnce() = test {
        val task = Tasks.on(UnconfinedTestDispatcher(testScheduler).asSchedule()).spawn { Poll.ready(1) }

        assertThat(task.isDone).isTrue()
    }

    @Test
    fun flowWithDelays_throughAStream_takesNoRealTime() = test {
        val stream = flow {
            repeat(3) {
                delay(1.hours)
                emit(currentTime)
            }
        }
            .asPollableStream(2, StandardTestDispatcher(testScheduler))
        val collecting = task { stream.asFlow().toList() }.start()

        advanceTimeBy(10.hours)

        assertThat(collecting.await()).containsExactly(3_600_000, 7_200_000, 10_800_000)
    }

    @Test
    fun polledFunction_ofATest_waitsInRealTimeOnlyIfItsScheduleDoes() = test {
        val function = pollable {
            delay(0)
            "value"
        }

        assertThat(function.await()).isEqualTo("value")
    }
}
