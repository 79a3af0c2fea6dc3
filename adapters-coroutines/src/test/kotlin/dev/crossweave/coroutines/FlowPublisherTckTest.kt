package dev.crossweave.coroutines

import dev.crossweave.FlowStreams
import dev.crossweave.Hooks
import dev.crossweave.PollableStream
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Flow.Publisher
import java.util.concurrent.Flow.Subscriber
import java.util.concurrent.Flow.Subscription
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import org.reactivestreams.tck.TestEnvironment
import org.reactivestreams.tck.flow.FlowPublisherVerification
import org.testng.ITestResult
import org.testng.annotations.AfterMethod
import org.testng.annotations.BeforeMethod

/**
 * S5: Flow → stream → publisher passes the Reactive Streams TCK, rules 1.3 and 3.9 included, on which kotlinx's own
 * publisher fails. Each kind is a class of its own, since TestNG makes an instance of a class by itself.
 */
abstract class FlowPublisherTck : FlowPublisherVerification<Int>(TestEnvironment(300, 40, 40), 500) {

    private val late = CopyOnWriteArrayList<Throwable>()

    internal abstract fun stream(elements: Long): PollableStream<Int>

    internal fun numbers(elements: Long): Flow<Int> = flow {
        var next = 0L
        while (next < elements) emit((next++).toInt())
    }

    override fun createFlowPublisher(elements: Long): Publisher<Int> = FlowStreams.toPublisher(stream(elements))

    /** A publisher whose subscription fails at once: it has its one subscriber. */
    override fun createFailedFlowPublisher(): Publisher<Int> {
        val used = FlowStreams.toPublisher(stream(0))
        used.subscribe(
            object : Subscriber<Int> {
                override fun onSubscribe(subscription: Subscription) = subscription.cancel()

                override fun onNext(item: Int) {}

                override fun onError(thrown: Throwable) {}

                override fun onComplete() {}
            }
        )
        return used
    }

    /** What the TCK has no code for may be skipped, and, of a stream, which has one consumer, several subscribers. */
    @AfterMethod
    fun nothingElseSkipped(test: ITestResult) {
        val may = test.name.startsWith("untested_") || (test.name.startsWith("optional_spec111_") && !manySubscribers)
        check(test.status != ITestResult.SKIP || may) { "skipped: ${test.name}" }
    }

    internal open val manySubscribers = false

    @BeforeMethod fun listen() = Hooks.onLateError { late.add(it) }

    @AfterMethod
    fun noLateErrors() {
        Hooks.onLateError(null)
        check(late.isEmpty()) { "expected no late errors; got $late" }
    }
}

/** The Flow runs on Dispatchers.Default, beside the subscriber. */
class FlowPublisherOnDefaultTckTest : FlowPublisherTck() {
    override fun stream(elements: Long) = numbers(elements).asPollableStream(16, Dispatchers.Default)
}

/** The Flow runs where it is asked for more; once for each subscriber. */
class FlowPublisherUnconfinedTckTest : FlowPublisherTck() {
    override val manySubscribers = true

    override fun stream(elements: Long) = numbers(elements).asPollableStream(4)

    override fun createFlowPublisher(elements: Long): Publisher<Int> = Publisher { subscriber ->
        super.createFlowPublisher(elements).subscribe(subscriber)
    }
}

/** Out and in again, with an operator of kotlinx in between. */
class FlowPublisherOfPublisherTckTest : FlowPublisherTck() {
    override fun stream(elements: Long): PollableStream<Int> {
        val publisher = FlowStreams.toPublisher(numbers(elements).asPollableStream(16, Dispatchers.Default))
        return FlowStreams.fromPublisher(publisher, 8).asFlow().map { it }.asPollableStream(8)
    }
}
