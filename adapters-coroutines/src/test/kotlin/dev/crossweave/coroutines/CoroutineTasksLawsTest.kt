package dev.crossweave.coroutines

import dev.crossweave.Outcome
import dev.crossweave.Ownership
import dev.crossweave.Poll
import dev.crossweave.Pollable
import dev.crossweave.Schedule
import dev.crossweave.Task
import dev.crossweave.Tasks
import dev.crossweave.Waker
import dev.crossweave.testkit.AdapterFixture
import dev.crossweave.testkit.AdapterLaws
import dev.crossweave.testkit.HandleProbe
import dev.crossweave.testkit.SourceProbe
import dev.crossweave.testkit.Trait
import java.util.function.Consumer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalForInheritanceCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.asCompletableFuture
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Nested

private typealias Body = suspend () -> Any?

/** The coroutine adapter keeps the laws for single values, seen from Kotlin and from Java. */
class CoroutineTasksLawsTest {

    /** Kotlin's face: a Deferred that was handed over, OBSERVED. */
    @Nested
    inner class OfDeferred : AdapterLaws<Deferred<Any?>>() {
        override fun fixture(): AdapterFixture<Deferred<Any?>> = DeferredFixture(Ownership.OBSERVED)
    }

    /** Java's face: a Deferred that was handed over with the right to cancel it, OWNED. */
    @Nested
    inner class OfOwnedDeferred : AdapterLaws<Deferred<Any?>>() {
        override fun fixture(): AdapterFixture<Deferred<Any?>> = JavaFixture(Ownership.OWNED)
    }

    /** A coroutine of a scope in, a coroutine that awaits out. */
    @Nested
    inner class OfCoroutine : AdapterLaws<Body>() {
        override fun fixture(): AdapterFixture<Body> = CoroutineFixture()
    }

    /** A suspend function that a task polls in, a coroutine that awaits out. */
    @Nested
    inner class OfPolled : AdapterLaws<Body>() {
        override fun fixture(): AdapterFixture<Body> = PolledFixture()
    }

    /** A coroutine of a scope in, a coroutine that owns a pollable out. */
    @Nested
    inner class OfOwnedPollable : AdapterLaws<Body>() {
        override fun fixture(): AdapterFixture<Body> = OwningFixture()
    }
}

private fun HandleProbe.shows(thrown: Throwable) =
    if (thrown is TimeoutCancellationException) failure(thrown) else thrown(thrown)

/** What `withTimeout` raises; it can't be made in another way. */
private fun timeOut(): Throwable = runBlocking {
    try {
        withTimeout(1) { awaitCancellation() }
    } catch (e: TimeoutCancellationException) {
        e
    }
}

// ------------------------------------------------------------------------------------------ Deferred

private open class DeferredFixture(private val promised: Ownership) : AdapterFixture<Deferred<Any?>> {

    override fun traits(): Set<Trait> {
        val traits = setOf(Trait.SOURCE_HAS_NULL, Trait.HANDLE_HAS_NULL, Trait.ROUND_TRIPS, Trait.TAKES_OWNERSHIP)
        return if (promised == Ownership.OBSERVED) traits + Trait.FAILS_LATE else traits
    }

    override fun ownership() = promised

    override fun source(): SourceProbe<Deferred<Any?>> = DeferredProbe()

    override fun toTask(source: Deferred<Any?>): Task<Any?> =
        if (promised == Ownership.OBSERVED) source.asTask() else source.asTask(promised)

    override fun toTask(source: Deferred<Any?>, ownership: Ownership): Task<Any?> = source.asTask(ownership)

    override fun handle(task: Task<Any?>): HandleProbe = probe(task.asDeferred())

    override fun roundTrip(task: Task<Any?>): Task<Any?> = task.asDeferred().asTask()

    override fun timeout(): Throwable = timeOut()

    @OptIn(ExperimentalCoroutinesApi::class)
    protected fun probe(deferred: Deferred<Any?>): HandleProbe {
        val probe = HandleProbe()
        deferred.invokeOnCompletion { cause ->
            if (cause == null) probe.value(deferred.getCompleted()) else probe.shows(cause)
        }
        return probe
            .endedBy("cancel") { deferred.cancel() }
            .endedBy("cancel of asCompletableFuture") { deferred.asCompletableFuture().cancel(true) }
    }
}

private class JavaFixture(private val promised: Ownership) : DeferredFixture(promised) {

    override fun toTask(source: Deferred<Any?>): Task<Any?> = CoroutineTasks.fromDeferred(source, promised)

    override fun toTask(source: Deferred<Any?>, ownership: Ownership): Task<Any?> =
        CoroutineTasks.fromDeferred(source, ownership)

    override fun handle(task: Task<Any?>): HandleProbe = probe(CoroutineTasks.toDeferred(task))

    override fun roundTrip(task: Task<Any?>): Task<Any?> = CoroutineTasks.fromDeferred(CoroutineTasks.toDeferred(task))
}

private class DeferredProbe : SourceProbe<Deferred<Any?>>() {

    private val inner = CompletableDeferred<Any?>()
    private val counted = Counted(inner, this::cancelled)

    init {
        onEnd { outcome ->
            when (outcome) {
                is Outcome.Value -> inner.complete(outcome.value)
                is Outcome.Failure -> inner.completeExceptionally(outcome.cause)
                is Outcome.Cancelled -> inner.cancel("cancelled by somebody else")
            }
        }
    }

    override fun source(): Deferred<Any?> = counted

    @OptIn(InternalForInheritanceCoroutinesApi::class)
    private class Counted(private val inner: Deferred<Any?>, private val count: () -> Unit) : Deferred<Any?> by inner {
        override fun cancel(cause: CancellationException?) {
            count()
            inner.cancel(cause)
        }
    }
}

// ------------------------------------------------------------------------------------------ suspend functions

private open class CoroutineFixture : AdapterFixture<Body> {

    @Volatile private var receiver: Consumer<in Throwable>? = null
    private val handler = CoroutineExceptionHandler { _, thrown -> receiver?.accept(thrown) }
    protected val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default + handler)

    override fun traits() =
        setOf(
            Trait.COLD,
            Trait.SOURCE_HAS_NULL,
            Trait.HANDLE_HAS_NULL,
            Trait.LETS_GO_LATER,
            Trait.FAILS_LATE,
            Trait.OWN_LATE_ERRORS,
        )

    override fun source(): SourceProbe<Body> = BodyProbe()

    override fun toTask(source: Body): Task<Any?> = scope.task { source() }

    override fun handle(task: Task<Any?>): HandleProbe {
        val probe = HandleProbe()
        val job = waiting(probe, task)
        return probe.leftBy("cancel of the coroutine") { job.cancel() }
    }

    protected fun waiting(probe: HandleProbe, pollable: Pollable<Any?>): Job =
        scope.launch(Dispatchers.Unconfined) {
            try {
                probe.value(pollable.await())
            } catch (thrown: Throwable) {
                probe.shows(thrown)
            }
        }

    override fun timeout(): Throwable = timeOut()

    override fun ownLateErrors(receiver: Consumer<in Throwable>?) {
        this.receiver = receiver
    }

    override fun close() = scope.cancel()
}

/** The task is cancelled when the function was told, even if that takes its time to let go. */
private class PolledFixture : CoroutineFixture() {

    override fun traits() = super.traits() - Trait.LETS_GO_LATER - Trait.OWN_LATE_ERRORS

    override fun toTask(source: Body): Task<Any?> = Tasks.on(Schedule.inline()).lazy(pollable { source() })
}

private class OwningFixture : CoroutineFixture() {

    override fun handle(task: Task<Any?>): HandleProbe {
        val probe = HandleProbe()
        val job =
            waiting(
                probe,
                object : Pollable<Any?> {
                    override fun poll(waker: Waker): Poll<Any?> = task.poll(waker)

                    override fun drop() = task.release()
                },
            )
        return probe.endedBy("cancel of the coroutine") { job.cancel() }
    }
}

private class BodyProbe : SourceProbe<Body>() {

    private val gate = CompletableDeferred<Unit>()
    private val body: Body = { run() }

    override fun source(): Body = body

    override fun letGo() {
        super.letGo()
        gate.complete(Unit)
    }

    private suspend fun run(): Any? {
        started()
        val end = CompletableDeferred<Outcome<Any?>>()
        onEnd { outcome -> end.complete(outcome) }
        val outcome =
            try {
                end.await()
            } catch (cancellation: CancellationException) {
                cancelled()
                withContext(NonCancellable) { gate.await() }
                peekEnd() ?: throw cancellation
            }
        return outcome.orElseThrow()
    }
}
