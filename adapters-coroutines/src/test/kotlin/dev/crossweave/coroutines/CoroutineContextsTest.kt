package dev.crossweave.coroutines

import dev.crossweave.Completer
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.PollableStream
import dev.crossweave.Schedule
import dev.crossweave.Task
import dev.crossweave.TaskContext
import dev.crossweave.Tasks
import dev.crossweave.ThreadContextAccessor
import dev.crossweave.Waker
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.ReactorContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.slf4j.MDCContext
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.slf4j.MDC
import reactor.core.publisher.Mono
import reactor.util.context.Context

/** L10: contexts of tasks and of coroutines, into each other, at every resume. */
@Timeout(30) // on the thread that BeforeEach has prepared
class CoroutineContextsTest {

    private class Tenant(val name: String) : AbstractCoroutineContextElement(Key) {
        companion object Key : CoroutineContext.Key<Tenant>
    }

    /** What an application registers for its logging. */
    private object Mdc : ThreadContextAccessor<Map<String, String>> {
        override fun key() = "mdc"

        override fun get(): Map<String, String>? = MDC.getCopyOfContextMap()?.ifEmpty { null }

        override fun set(value: Map<String, String>) = MDC.setContextMap(value)

        override fun clear() = MDC.clear()
    }

    private val user = ThreadLocal<String>()

    @BeforeEach
    fun register() {
        TaskContext.register("user", user)
        TaskContext.register(Mdc)
        user.set("ann")
    }

    @AfterEach
    fun unregister() {
        TaskContext.unregister("user")
        TaskContext.unregister("mdc")
        MDC.clear()
    }

    private fun test(context: CoroutineContext = Job(), block: suspend CoroutineScope.() -> Unit) =
        runBlocking(context) { block() }

    // ------------------------------------------------------------------------------------------ task → coroutine

    @Test
    fun scopeTask_hasTheContextOfWhereItWasMade_atEveryResume() = test {
        val task =
            task(Dispatchers.Default) {
                val seen = mutableListOf(user.get())
                withContext(Dispatchers.IO) { seen.add(user.get()) }
                yield()
                seen.add(user.get())
                user.set("changed here, and for this resume only")
                yield()
                seen + user.get()
            }
        user.set("bob")

        assertThat(task.await()).containsExactly("ann", "ann", "ann", "ann")
        assertThat(user.get()).isEqualTo("bob")
        withContext(Dispatchers.Default) { assertThat(user.get()).isNull() }
    }

    @Test
    fun flow_hasTheContextOfWhereItsStreamWasMade_whereverItIsResumed() = test {
        val gate = CompletableDeferred<Unit>()
        val stream = flow {
            emit(user.get())
            gate.await()
            emit(user.get())
        }
            .asPollableStream()
        user.set("bob")
        val all = Tasks.on(Schedule.inline()).spawn(toList(stream))

        Thread.ofVirtual().start { gate.complete(Unit) }

        assertThat(all.await()).containsExactly("bob", "bob") // the consumer's over it, as of every source of a stream
    }

    @Test
    fun flow_polledWhereNothingIsSet_hasTheContextOfWhereItWasMade() = test {
        val stream = flow { emit(user.get()) }.asPollableStream()
        user.remove()

        assertThat(Tasks.on(Schedule.inline()).spawn(toList(stream)).await()).containsExactly("ann")
    }

    @Test
    fun pollable_hasTheContextOfItsTask_alsoOnOtherDispatchers() = test {
        val task =
            Tasks.on(Schedule.inline())
                .spawn(
                    pollable {
                        withContext(Dispatchers.Default) { user.get() } + " and " + user.get()
                    }
                )

        assertThat(task.await()).isEqualTo("ann and ann")
    }

    @Test
    fun asCoroutineContext_isInForceInAnyCoroutine() = test {
        val captured = TaskContext.capture()
        user.set("bob")

        val seen = withContext(Dispatchers.Default + captured.asCoroutineContext()) { user.get() }

        assertThat(seen).isEqualTo("ann")
    }

    @Test
    fun nothingRegistered_addsNothing() {
        unregister()

        assertThat(TaskContext.capture().asCoroutineContext().fold(0) { count, _ -> count + 1 }).isLessThanOrEqualTo(1)
    }

    // ------------------------------------------------------------------------------------------ coroutine → task

    @Test
    fun mdcContext_isInTasksThatTheCoroutineMakes_andInCoroutinesOfThose() {
        val mdc = MDCContext(mapOf("request" to "4711"))
        test(mdc) {
            val ofTask = Tasks.on { Thread.ofVirtual().start(it) }.spawn { Poll.ready(MDC.get("request")) }
            val ofCoroutine =
                Tasks.on { Thread.ofVirtual().start(it) }
                    .spawn(
                        pollable {
                            withContext(Dispatchers.Default) { MDC.get("request") }
                        }
                    )

            assertThat(ofTask.await()).isEqualTo("4711")
            assertThat(ofCoroutine.await()).isEqualTo("4711")
        }
    }

    @Test
    fun threadContextElements_areCapturedOutsideOfTheirCoroutine() {
        val context: CoroutineContext = user.asContextElement("of the element") + MDCContext(mapOf("a" to "b"))

        val captured = context.asTaskContext()

        assertThat(captured.get("user")).isEqualTo("of the element")
        assertThat(captured.get("mdc")).isEqualTo(mapOf("a" to "b"))
        assertThat(user.get()).isEqualTo("ann")
        assertThat(MDC.get("a")).isNull()
    }

    @Test
    fun elements_travelThroughATaskIntoTheNextCoroutine() =
        test(Tenant("acme")) {
            val inTheTask: Pollable<String?> = pollable { currentCoroutineContext()[Tenant]?.name }

            assertThat(inTheTask.await()).isEqualTo("acme")
            val spawned = CompletableDeferred<Task<String?>>()
            val spawning =
                Pollable<Unit> {
                    spawned.complete(
                        Tasks.on(Schedule.inline()).spawn(pollable { currentCoroutineContext()[Tenant]?.name })
                    )
                    Poll.ready(Unit)
                }
            spawning.await()
            assertThat(spawned.await().await()).isEqualTo("acme")
        }

    @Test
    fun whatBelongsToOneCoroutine_doesNotTravel() =
        test(Tenant("acme")) {
            val context = currentCoroutineContext().asTaskContext().asCoroutineContext()

            assertThat(context[Tenant]?.name).isEqualTo("acme")
            assertThat(context[Job]).isNull()
            assertThat(context[ContinuationInterceptor]).isNull()
        }

    // ------------------------------------------------------------------------------------------ Reactor

    @Test
    fun reactorContext_becomesEntries_andComesOutAgain() {
        val captured = ReactorContext(Context.of("trace", 17, "user", "of Reactor")).asTaskContext()

        assertThat(captured.get("trace")).isEqualTo(17)
        assertThat(captured.get("user")).isEqualTo("of Reactor")
        val back = captured.asCoroutineContext()[ReactorContext]!!.context
        assertThat(back.get<Int>("trace")).isEqualTo(17)
        assertThat(back.get<String>("user")).isEqualTo("of Reactor")
    }

    @Test
    fun reactorContext_reachesWhatACollectionPolls_andAFlowBehindIt() =
        test(ReactorContext(Context.of("trace", 17))) {
            val seen = mutableListOf<Any?>()
            val behind: Flow<Int> = flow {
                seen.add(Mono.deferContextual { Mono.just(it.get<Int>("trace")) }.let { mono -> awaited(mono) })
                emit(1)
            }
            val watching = Watching(behind.asPollableStream()) { seen.add(TaskContext.capture().get("trace")) }

            watching.asFlow().toList()

            assertThat(seen).contains(17).doesNotContainNull()
        }

    private suspend fun awaited(mono: Mono<Int>): Int? {
        val result = Completer<Int>()
        val context = currentCoroutineContext()[ReactorContext]?.context ?: Context.empty()
        mono.contextWrite(context).subscribe(result::complete, result::fail)
        return result.await()
    }

    private class Watching<T : Any>(private val stream: PollableStream<T>, private val look: () -> Unit) :
        PollableStream<T> by stream {
        override fun poll(waker: Waker): PollableStream.Next {
            look()
            return stream.poll(waker)
        }
    }

    @Test
    fun undispatchedStart_leavesTheThreadAsItWas() = test {
        user.set("the thread's own")
        val captured = TaskContext.capture()
        user.set("changed")

        launch(captured.asCoroutineContext(), start = CoroutineStart.UNDISPATCHED) {
            assertThat(user.get()).isEqualTo("the thread's own")
            yield()
        }

        assertThat(user.get()).isEqualTo("changed")
    }

    private fun <T : Any> toList(stream: PollableStream<T>): Pollable<List<T>> {
        val all = mutableListOf<T>()
        val each = stream.forEach { all.add(it) }
        return object : Pollable<List<T>> {
            override fun poll(waker: Waker): Poll<List<T>> =
                if (each.poll(waker).isReady) Poll.ready(all) else Poll.pending()

            override fun drop() = each.drop()
        }
    }
}
