package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.PollableStream
import dev.crossweave.testkit.StreamFixture
import dev.crossweave.testkit.StreamLaws
import dev.crossweave.testkit.StreamProbe
import dev.crossweave.testkit.StreamTrait
import dev.crossweave.testkit.SubscriberProbe
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.function.Consumer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Nested

/** The coroutine adapter keeps the laws for many values, seen from Kotlin and from Java. */
class CoroutineStreamsLawsTest {

    /** Kotlin's face. */
    @Nested
    inner class OfFlow : StreamLaws<Flow<Any>>() {
        override fun fixture(): StreamFixture<Flow<Any>> = FlowFixture()
    }

    /** Java's face. */
    @Nested
    inner class OfFlowFromJava : StreamLaws<Flow<Any>>() {
        override fun fixture(): StreamFixture<Flow<Any>> = JavaFlowFixture()
    }

    /** With a handler of its own for late errors. */
    @Nested
    inner class OfFlowWithHandler : StreamLaws<Flow<Any>>() {
        override fun fixture(): StreamFixture<Flow<Any>> = HandledFlowFixture()
    }
}

private open class FlowFixture : StreamFixture<Flow<Any>> {

    private val scope = CoroutineScope(Dispatchers.Unconfined)

    override fun traits(): Set<StreamTrait> =
        setOf(
            StreamTrait.COLD,
            StreamTrait.DEMAND,
            StreamTrait.SIGNALS_LATE,
            StreamTrait.HANDLES,
            StreamTrait.ROUND_TRIPS,
        )

    override fun source(capacity: Int): StreamProbe<Flow<Any>> = FlowProbe()

    override fun toStream(source: Flow<Any>, capacity: Int): PollableStream<Any> = source.asPollableStream(capacity)

    override fun toStream(source: Flow<Any>): PollableStream<Any> = source.asPollableStream()

    override fun subscribe(stream: PollableStream<Any>, probe: SubscriberProbe) = subscribe(stream.asFlow(), probe)

    /** A Flow has no demand; so its collector waits until an item is asked for. */
    protected fun subscribe(flow: Flow<Any>, probe: SubscriberProbe) {
        val demand = Gate()
        val job = scope.launch {
            try {
                flow.collect { item ->
                    demand.take()
                    probe.item(item)
                }
                probe.completed()
            } catch (thrown: Throwable) {
                if (isActive) probe.thrown(thrown)
            }
        }
        probe.connected({ n -> demand.add(n) }, { job.cancel() })
    }

    override fun roundTrip(stream: PollableStream<Any>): PollableStream<Any> = stream.asFlow().asPollableStream()

    override fun roundTripOfSource(stream: PollableStream<Any>): Flow<Any> = stream.asFlow()

    override fun close() = scope.cancel()
}

private class JavaFlowFixture : FlowFixture() {

    override fun toStream(source: Flow<Any>, capacity: Int): PollableStream<Any> =
        CoroutineStreams.fromFlow(source, capacity)

    override fun toStream(source: Flow<Any>): PollableStream<Any> = CoroutineStreams.fromFlow(source)

    override fun subscribe(stream: PollableStream<Any>, probe: SubscriberProbe) =
        subscribe(CoroutineStreams.toFlow(stream), probe)

    override fun roundTrip(stream: PollableStream<Any>): PollableStream<Any> =
        CoroutineStreams.fromFlow(CoroutineStreams.toFlow(stream))

    override fun roundTripOfSource(stream: PollableStream<Any>): Flow<Any> = CoroutineStreams.toFlow(stream)
}

private class HandledFlowFixture : FlowFixture() {

    @Volatile private var receiver: Consumer<in Throwable>? = null
    private val handler = CoroutineExceptionHandler { _, thrown -> receiver?.accept(thrown) }

    override fun traits(): Set<StreamTrait> = super.traits() + StreamTrait.OWN_LATE_ERRORS

    override fun toStream(source: Flow<Any>, capacity: Int): PollableStream<Any> =
        source.asPollableStream(capacity, handler)

    override fun ownLateErrors(receiver: Consumer<in Throwable>?) {
        this.receiver = receiver
    }
}

/** Permits for one coroutine, which waits where it is resumed. */
private class Gate {

    private val waiting = WokenCoroutine()
    private var permits = 0L

    @Synchronized private fun tryTake(): Boolean = (permits > 0).also { if (it) permits-- }

    suspend fun take() {
        while (!tryTake()) {
            waiting.untilWoken()
        }
    }

    fun add(n: Long) {
        synchronized(this) { permits = if (permits + n < 0) Long.MAX_VALUE else permits + n }
        waiting.wake()
    }
}

/** A Flow that emits what the law gives; it takes nothing while its collector holds it back. */
private class FlowProbe : StreamProbe<Flow<Any>>() {

    private val commands = ConcurrentLinkedQueue<Any>() // items, and the end
    private val given = Gate()

    /** The Flow waits for a command, and is not held back by its collector. */
    @Volatile private var receptive = false

    private val flow: Flow<Any> =
        object : Flow<Any> {
            override suspend fun collect(collector: FlowCollector<Any>) {
                started()
                try {
                    obey(collector)
                } catch (cancellation: CancellationException) {
                    if (receptive) {
                        cancelled()
                        withContext(NonCancellable) { obey(collector) }
                    }
                    throw cancellation
                }
            }
        }

    private suspend fun obey(collector: FlowCollector<Any>) {
        while (true) {
            receptive = true
            given.take()
            val command = commands.remove()
            if (command is Outcome<*>) {
                receptive = false
                command.orElseThrow()
                return
            }
            receptive = false
            collector.emit(command)
        }
    }

    override fun source(): Flow<Any> = flow

    override fun offer(item: Any): Boolean {
        if (receptive) {
            signal(item)
            return true
        }
        return false
    }

    override fun signal(item: Any) = command(item)

    override fun signalEnd(outcome: Outcome<Void?>) = command(outcome)

    private fun command(command: Any) {
        commands.add(command)
        given.add(1)
    }
}
