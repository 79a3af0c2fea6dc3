package dev.crossweave.samples.adapters

import dev.crossweave.PollableStream
import dev.crossweave.coroutines.asFlow
import dev.crossweave.reactor.ReactorStreams
import dev.crossweave.rxjava.Overflow
import dev.crossweave.rxjava.RxJavaStreams
import io.reactivex.rxjava3.core.Flowable
import io.reactivex.rxjava3.core.Observable
import io.reactivex.rxjava3.processors.PublishProcessor
import io.reactivex.rxjava3.schedulers.Schedulers
import io.reactivex.rxjava3.subjects.PublishSubject
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import reactor.core.publisher.Flux
import reactor.core.scheduler.Schedulers as ReactorSchedulers

/**
 * Real sources of Reactor and RxJava as Flows: on one thread, where a bridge that blocks would wait for itself (L12).
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReactiveToFlowTest {

    private val thread: ExecutorService = Executors.newSingleThreadExecutor()

    @AfterEach
    fun stop() {
        thread.shutdownNow()
    }

    private fun test(block: suspend CoroutineScope.() -> Unit) = runBlocking { block() }

    /** A thousand items, made on the thread that collects them. */
    enum class Source {
        FLUX {
            override fun on(thread: Executor) = ReactorStreams.fromFlux(Flux.range(0, ITEMS), 4)
        },
        FLUX_SUBSCRIBED_THERE {
            override fun on(thread: Executor) =
                ReactorStreams.fromFlux(Flux.range(0, ITEMS).subscribeOn(ReactorSchedulers.fromExecutor(thread)), 4)
        },
        FLUX_PUBLISHED_THERE {
            override fun on(thread: Executor) =
                ReactorStreams.fromFlux(Flux.range(0, ITEMS).publishOn(ReactorSchedulers.fromExecutor(thread), 3), 4)
        },
        FLOWABLE {
            override fun on(thread: Executor) =
                RxJavaStreams.fromFlowable(Flowable.range(0, ITEMS).observeOn(Schedulers.from(thread), false, 3), 4)
        },
        OBSERVABLE {
            override fun on(thread: Executor) =
                RxJavaStreams.fromObservable(Observable.range(0, ITEMS), Overflow.FAIL, ITEMS)
        },
        OBSERVABLE_SUBSCRIBED_THERE {
            override fun on(thread: Executor) =
                RxJavaStreams.fromObservable(
                    Observable.range(0, ITEMS).subscribeOn(Schedulers.from(thread)),
                    Overflow.FAIL,
                    ITEMS,
                )
        };

        abstract fun on(thread: Executor): PollableStream<Int>
    }

    @ParameterizedTest
    @EnumSource
    fun oneThread_thousandItems_completes(source: Source) {
        val items = runBlocking(thread.asCoroutineDispatcher()) { source.on(thread).asFlow().toList() }

        assertThat(items).isEqualTo((0 until ITEMS).toList())
    }

    /** An Observable can't be held back: with less room its items would have to wait, or to be lost unseen. */
    @Test
    fun oneThread_thousandItemsThroughARoomOfFour_failTheFlow_insteadOfWaiting() { // S4
        val stream = RxJavaStreams.fromObservable(Observable.range(0, ITEMS), Overflow.FAIL, 4)

        val failure =
            runBlocking(thread.asCoroutineDispatcher()) { runCatching { stream.asFlow().toList() }.exceptionOrNull() }

        assertThat(failure).isInstanceOf(IllegalStateException::class.java).hasMessageContaining("room")
    }

    @Test
    fun flowableOfOtherThreads_arrivesWholeAndInOrder() = test { // S2
        val flowable = Flowable.range(0, 100_000).observeOn(Schedulers.computation())

        val items = withContext(Dispatchers.Default) { RxJavaStreams.fromFlowable(flowable, 16).asFlow().toList() }

        assertThat(items).isEqualTo((0 until 100_000).toList())
    }

    @Test
    fun failureOfAFlowable_isTheSameObject_afterTheItemsBeforeIt() = test { // L2, S2
        val failure = IllegalStateException("after two")
        val flowable = Flowable.just(1, 2).concatWith(Flowable.error(failure)).observeOn(Schedulers.computation(), true)
        val items = mutableListOf<Int>()

        val thrown = runCatching {
            RxJavaStreams.fromFlowable(flowable).asFlow().collect { items.add(it) }
        }
            .exceptionOrNull()

        assertThat(thrown).isSameAs(failure)
        assertThat(items).containsExactly(1, 2)
    }

    @Test
    fun cancelledCollector_cancelsTheFlowable() = test { // S3
        val source = PublishProcessor.create<Int>()
        val collector = launch(Dispatchers.Unconfined) { RxJavaStreams.fromFlowable(source).asFlow().collect {} }
        assertThat(source.hasSubscribers()).isTrue()

        collector.cancelAndJoin()

        assertThat(source.hasSubscribers()).isFalse()
    }

    @Test
    fun collectorThatHasEnough_disposesTheObservable() = test { // S3
        val source = PublishSubject.create<Int>()
        val items = mutableListOf<Int>()
        val collector =
            launch(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) {
                RxJavaStreams.fromObservable(source, Overflow.LATEST, 4).asFlow().take(2).collect { items.add(it) }
            }

        (1..3).forEach(source::onNext)
        collector.join()

        assertThat(items).containsExactly(1, 2)
        assertThat(source.hasObservers()).isFalse()
    }
}

private const val ITEMS = 1_000
