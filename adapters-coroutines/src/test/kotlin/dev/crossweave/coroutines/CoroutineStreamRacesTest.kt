package dev.crossweave.coroutines

import dev.crossweave.Channel
import dev.crossweave.Hooks
import dev.crossweave.PollableStream
import dev.crossweave.Schedule
import dev.crossweave.Tasks
import dev.crossweave.Waker
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Producers and collectors on different threads: no wake is lost, and no item (L9, L11). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoroutineStreamRacesTest {

    private val discarded = AtomicInteger()

    @BeforeEach fun listen() = Hooks.onDiscard { discarded.incrementAndGet() }

    @AfterEach fun stopListening() = Hooks.onDiscard(null)

    @Test
    fun senderAndCollector_onTwoThreads_throughARoomOfOne_loseNothing() =
        runBlocking<Unit> {
            val channel = Channel.bounded<Int>(1)
            launch(Dispatchers.Default) {
                repeat(20_000) { channel.send(it).await() }
                channel.complete()
            }

            val all = async(Dispatchers.Default) { channel.stream().asFlow().toList() }

            assertThat(all.await()).isEqualTo((0 until 20_000).toList())
        }

    @Test
    fun flowAndConsumer_onTwoThreads_throughARoomOfTwo_loseNothing() =
        runBlocking<Unit> {
            val stream = flow { repeat(20_000) { emit(it) } }.asPollableStream(2, Dispatchers.Default)
            val next = stream.asFlow().map { it + 1 }.asPollableStream(2, Dispatchers.IO)
            val sum = AtomicInteger()

            Tasks.on(Schedule.inline()).spawn(next.forEach { sum.addAndGet(it) }).await()

            assertThat(sum.get()).isEqualTo((1..20_000).sum())
        }

    @Test
    fun cancelOfTheCollector_racingWithASend_theItemIsTakenOrDiscardedOnce() =
        runBlocking<Unit> {
            val taken = AtomicInteger()
            var sent = 0
            repeat(2_000) {
                val channel = Channel.bounded<Int>(2)
                val collecting =
                    launch(Dispatchers.Default) { channel.stream().asFlow().collect { taken.incrementAndGet() } }
                val ready = CountDownLatch(1)
                val canceller =
                    Thread.ofPlatform().start {
                        ready.await()
                        collecting.cancel()
                    }
                ready.countDown()
                repeat(2) { if (channel.trySend(it) == Channel.Sent.SENT) sent++ }
                canceller.join()
                collecting.join()
                if (collecting.isCancelled) { // one that was cancelled before it began never had the stream
                    runCatching { channel.stream().drop() }
                }
            }

            assertThat(taken.get() + discarded.get()).isEqualTo(sent)
        }

    @Test
    fun drop_racingWithAFlowThatEmits_theItemIsTakenOrDiscardedOnce() =
        runBlocking<Unit> {
            val emitted = AtomicInteger()
            val taken = AtomicInteger()
            repeat(2_000) { round ->
                val source =
                    object : Flow<Int> { // without the check of flow { }, which comes before an item is handed over
                        override suspend fun collect(collector: FlowCollector<Int>) =
                            repeat(4) {
                                emitted.incrementAndGet()
                                collector.emit(it)
                            }
                    }
                val stream = source.asPollableStream(4, Dispatchers.Default)
                while (stream.poll(Waker.NOOP) == PollableStream.Next.PENDING && round % 3 == 0) {
                    Thread.onSpinWait()
                }
                if (stream.poll(Waker.NOOP) == PollableStream.Next.ITEM) {
                    stream.take()
                    taken.incrementAndGet()
                }
                stream.drop()
            }

            Awaitility.await().untilAsserted {
                assertThat(taken.get() + discarded.get()).isEqualTo(emitted.get())
            }
        }
}
