package dev.crossweave.coroutines

import dev.crossweave.FlowStreams
import dev.crossweave.PollableStream
import dev.crossweave.Task
import java.util.concurrent.Flow.Publisher
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The examples of this module's README, word for word. */
class ReadmeExampleTest {

    @Test
    fun exampleOfOneValue_runs(): Unit = runBlocking {
        val name: Task<String> = task { // a child of this scope; cold: nothing runs yet
            yield()
            "ann"
        }
        val copy: Deferred<String> = name.asDeferred() // starts it, once

        assertThat(name.await()).isEqualTo("ann")
        assertThat(copy.await()).isEqualTo("ann")
    }

    @Test
    fun exampleOfManyValues_runs(): Unit = runBlocking {
        val numbers: Flow<Int> = flow { repeat(3) { emit(it) } }

        val stream: PollableStream<Int> = numbers.map { it * 10 }.asPollableStream(capacity = 16) // nothing runs yet
        val publisher: Publisher<Int> = FlowStreams.toPublisher(stream)

        assertThat(FlowStreams.fromPublisher(publisher).asFlow().toList()).containsExactly(0, 10, 20)
    }
}
