package dev.crossweave.coroutines

import com.sun.management.ThreadMXBean
import dev.crossweave.Adapters
import dev.crossweave.Channel
import dev.crossweave.FlowStreams
import dev.crossweave.Hooks
import dev.crossweave.Outcome
import dev.crossweave.Poll
import dev.crossweave.PollableStream
import dev.crossweave.PollableStream.Next
import dev.crossweave.Schedule
import dev.crossweave.Tasks
import dev.crossweave.Waker
import dev.crossweave.testkit.CountingWaker
import java.lang.management.ManagementFactory
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.Flow.Publisher
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.Semaphore
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel as KotlinChannel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Streams of Flows and Flows of streams, beyond the laws. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CoroutineStreamsTest {

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

    private fun test(block: suspend CoroutineScope.() -> Unit) = runBlocking { block() }

    private suspend fun thrownBy(block: suspend () -> Unit): Throwable =
        try {
            block()
            throw AssertionError("expected an exception; the block ended without one")
        } catch (thrown: Exception) {
            thrown
        }

    private fun <T : Any> PollableStream<T>.takeAll(): List<T> {
        val all = mutableListOf<T>()
        while (poll(Waker.NOOP) == Next.ITEM) {
            all.add(take())
        }
        return all
    }

    private fun <T : Any> PollableStream<T>.endOf(): Outcome<Void?> {
        assertThat(poll(Waker.NOOP)).isEqualTo(Next.END)
        return end().also { drop() }
    }

    // ------------------------------------------------------------------------------------------ stream → Flow

    @Test
    fun collect_ofItemsThatAreThere_neverSuspends() = test {
        val channel = Channel.bounded<Int>(8)
        repeat(5) { channel.trySend(it) }
        channel.complete()

        val all = async(start = CoroutineStart.UNDISPATCHED) { channel.stream().asFlow().toList() }

        assertThat(all.isCompleted).isTrue()
        assertThat(all.await()).containsExactly(0, 1, 2, 3, 4)
    }

    @Test
    fun collect_resumesOnTheCoroutinesOwnDispatcher_whoeverSends() = test {
        val here = Thread.currentThread()
        val channel = Channel.bounded<Int>(1)
        val threads = mutableListOf<Thread>()
        val collecting =
            launch(start = CoroutineStart.UNDISPATCHED) {
                channel.stream().asFlow().collect { threads.add(Thread.currentThread()) }
            }

        withContext(Dispatchers.Default) {
            repeat(100) { channel.send(it).await() }
            channel.complete()
        }
        collecting.join()

        assertThat(threads).hasSize(100).containsOnly(here)
    }

    @Test
    fun oneThread_thousandItemsThroughARoomOfFour_completes() = test { // where kotlinx#3282 blocks for ever
        val publisher = FlowStreams.toPublisher((1..1_000).asFlow().asPollableStream(4))
        val channel = Channel.bounded<Int>(4)
        launch {
            for (item in 1..1_000) {
                channel.send(item).await()
            }
            channel.complete()
        }

        val ofPublisher = FlowStreams.fromPublisher(publisher, 4).asFlow().toList()
        val ofChannel = channel.stream().asFlow().toList()

        assertThat(ofPublisher).isEqualTo((1..1_000).toList())
        assertThat(ofChannel).isEqualTo((1..1_000).toList())
    }

    @Test
    fun collectedTwice_isRefusedAtTheCall() = test { // L17
        val flow = Items(3).asFlow()
        assertThat(flow.toList()).containsExactly(0, 1, 2)

        assertThat(thrownBy { flow.toList() })
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessageContaining("one consumer")
    }

    @Test
    fun take_ofSome_dropsTheStream() = test { // S3
        val items = Items(1_000)

        assertThat(items.asFlow().take(3).toList()).containsExactly(0, 1, 2)

        assertThat(items.drops).isEqualTo(1)
    }

    @Test
    fun collectorThatThrows_dropsTheStream_andIsTheFailure() = test {
        val items = Items(1_000)
        val failure = IllegalStateException("of the collector")

        assertThat(thrownBy { items.asFlow().collect { throw failure } }).isSameAs(failure)

        assertThat(items.drops).isEqualTo(1)
    }

    @Test
    fun cancelledWhileItemsAreReady_stopsAtTheNextItem() = test {
        val items = Items(Int.MAX_VALUE)
        var seen = 0

        val job = launch {
            items.asFlow().collect { item ->
                seen = item
                if (item == 10) {
                    coroutineContext.job.cancel()
                }
            }
        }
        job.join()

        assertThat(seen).isEqualTo(10)
        assertThat(items.drops).isEqualTo(1)
    }

    @Test
    fun cancelWhileWaiting_dropsTheStream_andDiscardsWhatCameMeanwhile() = test { // L9
        val channel = Channel.bounded<String>(4)
        val collecting = launch(start = CoroutineStart.UNDISPATCHED) { channel.stream().asFlow().collect {} }

        channel.trySend("too late") // the coroutine is resumed, and cancelled before it runs
        collecting.cancelAndJoin()

        assertThat(discarded).containsExactly("too late")
        assertThat(channel.trySend("later still")).isNotEqualTo(Channel.Sent.SENT)
    }

    @Test
    fun inCancelledScope_dropsTheStreamAtOnce() = test {
        val items = Items(3)
        val scope = CoroutineScope(Job().apply { cancel() })

        val job = scope.launch(start = CoroutineStart.UNDISPATCHED) { items.asFlow().collect {} }
        job.join()

        assertThat(job.isCancelled).isTrue()
        assertThat(items.drops).isEqualTo(1)
    }

    @Test
    fun failure_isTheSameObject_throughBothWays() = test { // L2
        val failure = IllegalStateException("has a constructor that a copy could be made with")
        val flow: Flow<Int> = flow { throw failure }

        val polled = flow.asPollableStream().also { it.poll(Waker.NOOP) } // so that the Flow itself doesn't come out
        assertThat(thrownBy { polled.asFlow().toList() }).isSameAs(failure)
        val copied = flow.flowOn(Dispatchers.Default).asPollableStream(4, Dispatchers.IO)
        val came = runCatching { Tasks.on(Schedule.inline()).spawn(copied.forEach {}).await() }
        assertThat(came.exceptionOrNull()).isSameAs(failure)
    }

    @Test
    fun streamCancelledByItsSource_throwsCancellation_andTheCollectorIsStillActive() = test { // L5
        val channel = Channel.bounded<Int>(1)
        channel.cancelled(null)

        val thrown = thrownBy { channel.stream().asFlow().toList() }

        assertThat(thrown).isInstanceOf(CancellationException::class.java)
        assertThat(coroutineContext.job.isActive).isTrue()
    }

    @Test
    fun selfWakingStream_letsOthersTakeTheirTurn() = test {
        val spinning = AtomicInteger()
        var over = false
        val stream =
            object : PollableStream<Int> {
                override fun poll(waker: Waker): Next {
                    if (over) return Next.END
                    spinning.incrementAndGet()
                    waker.wake()
                    return Next.PENDING
                }

                override fun take() = throw IllegalStateException("nothing to take")

                override fun end(): Outcome<Void?> = Poll.ready(null)

                override fun drop() {}
            }
        launch { over = true } // on the same thread

        stream.asFlow().toList()

        assertThat(spinning.get()).isPositive()
    }

    @Test
    fun unconfinedCollectors_oneBehindTheOther_needConstantStack() = test { // L14
        val first = Channel.bounded<Int>(1)
        var last: PollableStream<Int> = first.stream()
        repeat(20_000) {
            val next = Channel.bounded<Int>(1)
            val from = last
            launch(Dispatchers.Unconfined) {
                from.asFlow().collect { next.trySend(it) }
                next.complete()
            }
            last = next.stream()
        }
        val end = async(Dispatchers.Unconfined) { last.asFlow().toList() }

        first.trySend(7)
        first.complete()

        assertThat(end.await()).containsExactly(7)
    }

    // ------------------------------------------------------------------------------------------ Flow → stream

    @Test
    fun synchronousFlow_isThereAfterOnePoll_onThePollingThread() {
        val here = Thread.currentThread()
        val stream = flow { repeat(3) { emit(Thread.currentThread()) } }.asPollableStream()

        assertThat(stream.takeAll()).containsExactly(here, here, here)
        assertThat(stream.endOf()).isInstanceOf(Outcome.Value::class.java)
    }

    @Test
    fun flow_runsAheadByTheCapacity_andIsSuspendedThen() { // S1
        val emitted = AtomicInteger()
        val stream = flow {
            repeat(100) {
                emitted.incrementAndGet()
                emit(it)
            }
        }
            .asPollableStream(8)

        stream.poll(Waker.NOOP)
        assertThat(emitted.get()).isEqualTo(8)
        repeat(6) {
            stream.poll(Waker.NOOP)
            stream.take()
        }
        assertThat(emitted.get()).isEqualTo(14)
        assertThat(stream.takeAll()).hasSize(94)
        stream.drop()
    }

    @Test
    fun flowOnAnotherDispatcher_wakesWhoPolls() = test {
        val stream = flow { repeat(10_000) { emit(it) } }.asPollableStream(16, Dispatchers.Default)
        val sum = AtomicInteger()

        Tasks.on(Schedule.inline()).spawn(stream.forEach { sum.addAndGet(it) }).await()

        assertThat(sum.get()).isEqualTo((0 until 10_000).sum())
    }

    @Test
    fun channelFlowAndFlowOn_areStreamsToo() = test {
        val stream = channelFlow {
            launch(Dispatchers.Default) { repeat(500) { send(it) } }
            launch(Dispatchers.IO) { repeat(500) { send(it) } }
        }
            .map { it * 2 }
            .flowOn(Dispatchers.Default)
            .asPollableStream(4)

        assertThat(stream.asFlow().toList()).hasSize(1_000)
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    @Test
    fun drop_endsASynchronousFlowMidway() { // kotlinx's asObservable can't
        val ended = CompletableDeferred<Throwable?>()
        val stream = flow {
            try {
                var i = 0
                while (true) emit(i++)
            } catch (thrown: Throwable) {
                ended.complete(thrown)
                throw thrown
            }
        }
            .asPollableStream(4)
        stream.poll(Waker.NOOP)

        stream.drop()

        assertThat(ended.getCompleted()).isInstanceOf(CancellationException::class.java)
        assertThat(discarded).containsExactly(0, 1, 2, 3)
        assertThat(late).isEmpty()
    }

    @Test
    fun flowThatEmitsInSpiteOfTheDrop_waitsForNobody_andItsItemsAreDiscarded() { // L9, and no coroutine is stranded
        val finished = CompletableDeferred<Unit>()
        val stream =
            unsafeFlow<Int> {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) {
                            repeat(600) { emit(it) }
                            finished.complete(Unit)
                        }
                    }
                }
                .asPollableStream(4)
        stream.poll(Waker.NOOP)

        stream.drop()

        assertThat(finished.isCompleted).isTrue()
        assertThat(discarded).hasSize(600)
    }

    @Test
    fun innerTimeout_isAFailure_andNoSilentEnd() { // L1
        val stream = flow {
            emit(1)
            withTimeout(1) { awaitCancellation() }
        }
            .asPollableStream()
        val waker = Semaphore(0)
        while (stream.poll { waker.release() } != Next.END) {
            if (stream.poll { waker.release() } == Next.ITEM) stream.take() else waker.acquire()
        }

        assertThat((stream.end() as Outcome.Failure).cause).isInstanceOf(TimeoutCancellationException::class.java)
        stream.drop()
    }

    @Test
    fun nullThroughANonNullFlow_failsTheStream() {
        @Suppress("UNCHECKED_CAST") val lying = flow { emit(null) } as Flow<Any>
        val stream = lying.asPollableStream()

        val end = stream.endOf()

        assertThat((end as Outcome.Failure).cause)
            .isInstanceOf(NullPointerException::class.java)
            .hasMessageContaining("§2.13")
    }

    @Test
    fun parentJobThatIsCancelled_cancelsTheStream() { // structured concurrency
        val parent = Job()
        val stream = flow<Int> { awaitCancellation() }.asPollableStream(4, parent)
        stream.poll(Waker.NOOP)

        parent.cancel()

        assertThat(stream.endOf()).isInstanceOf(Outcome.Cancelled::class.java)
    }

    @Test
    fun parentJobThatIsCancelledAlready_endsTheStreamAtTheFirstPoll() {
        val stream = flow { emit(1) }.asPollableStream(4, Job().apply { cancel() })

        assertThat(stream.endOf()).isInstanceOf(Outcome.Cancelled::class.java)
    }

    @Test
    fun failureOfTheFlow_isNotThatOfTheParent() {
        val parent = Job()
        val stream = flow<Int> { throw IllegalStateException("of the flow") }.asPollableStream(4, parent)

        assertThat(stream.endOf()).isInstanceOf(Outcome.Failure::class.java)
        assertThat(parent.isActive).isTrue()
    }

    @Test
    fun closedDispatcher_failsTheStreamWithTheRejection() { // L18
        val closed = Executors.newSingleThreadExecutor().asCoroutineDispatcher().apply { close() }
        val stream = flow { emit(1) }.asPollableStream(4, closed)

        val end = runBlocking { runCatching { Tasks.on(Schedule.inline()).spawn(stream.forEach {}).await() } }

        assertThat(end.exceptionOrNull()).isInstanceOf(RejectedExecutionException::class.java)
    }

    @Test
    fun twoCoroutinesThatEmitAtOnce_failTheStreamInsteadOfHanging() = test { // a Flow that breaks the rule of Flows
        val broken =
            unsafeFlow<Int> {
                coroutineScope {
                    launch { repeat(1_000) { emit(it) } }
                    launch { repeat(1_000) { emit(it) } }
                }
            }
        val stream = broken.asPollableStream(4)

        val end = runCatching { Tasks.on(Schedule.inline()).spawn(stream.forEach {}).await() }

        assertThat(end.exceptionOrNull()).isInstanceOf(IllegalStateException::class.java)
    }

    @Test
    fun channelOfKotlin_isAStream_andIsCancelledWithIt() = test {
        val channel = KotlinChannel<Int>(4)
        channel.send(1)
        val stream = channel.asPollableStream(2)
        assertThat(stream.takeAll()).containsExactly(1)

        stream.drop()

        assertThat(channel.trySend(2).isClosed).isTrue()
    }

    @Test
    fun wake_comesOnce_whenTheFlowEmits() {
        val gate = CompletableDeferred<Int>()
        val stream = flow { emit(gate.await()) }.asPollableStream()
        val waker = CountingWaker()
        assertThat(stream.poll(waker)).isEqualTo(Next.PENDING)

        gate.complete(5)

        assertThat(waker.wakes()).isEqualTo(1)
        assertThat(stream.takeAll()).containsExactly(5)
        stream.drop()
    }

    // ------------------------------------------------------------------------------------------ registry, round trips

    @Test
    fun registry_knowsFlow_bothWays() = test {
        val flow = listOf(1, 2, 3).asFlow()

        val publisher = Adapters.convert(flow, Publisher::class.java)
        @Suppress("UNCHECKED_CAST") val stream = Adapters.toStream(flow) as PollableStream<Any>

        assertThat(Adapters.fromStream(Adapters.toStream(flow), Flow::class.java)).isSameAs(flow) // L15
        assertThat(stream.asFlow()).isSameAs(flow)
        assertThat(Adapters.convert(publisher, Flow::class.java).toList()).containsExactly(1, 2, 3)
    }

    @Test
    fun first_cancelsWhatIsUpstream() = test {
        val cancelled = CompletableDeferred<Unit>()
        val stream = flow {
            try {
                emit(1)
                awaitCancellation()
            } finally {
                cancelled.complete(Unit)
            }
        }
            .asPollableStream()
        stream.poll(Waker.NOOP)

        assertThat(stream.asFlow().first()).isEqualTo(1)

        cancelled.await()
    }

    @Test
    fun items_costNoAllocationOfOurs() { // S6
        val threads = ManagementFactory.getThreadMXBean() as ThreadMXBean
        val count = 1_000_000
        val item = "an item"
        var least = Long.MAX_VALUE
        repeat(10) {
            val stream = unsafeFlow<String> { repeat(count) { emit(item) } }.asPollableStream()
            val before = threads.currentThreadAllocatedBytes
            runBlocking { TwoWays(stream).asFlow().collect { if (it !== item) throw AssertionError(it) } }
            least = minOf(least, threads.currentThreadAllocatedBytes - before)
        }

        assertThat(least / count).isLessThan(8) // what it takes to suspend, once for 192 items
    }

    private fun <T> unsafeFlow(block: suspend FlowCollector<T>.() -> Unit): Flow<T> =
        object : Flow<T> {
            override suspend fun collect(collector: FlowCollector<T>) = collector.block()
        }

    /** A stream of another kind, so that no Flow comes out as itself. */
    private class TwoWays<T : Any>(stream: PollableStream<T>) : PollableStream<T> by stream

    /** So many items that are there from the beginning. */
    private class Items(private val count: Int) : PollableStream<Int> {
        var drops = 0
        private var next = 0

        override fun poll(waker: Waker): Next = if (next < count) Next.ITEM else Next.END

        override fun take(): Int = next++

        override fun end(): Outcome<Void?> = Poll.ready(null)

        override fun drop() {
            drops++
        }
    }
}
