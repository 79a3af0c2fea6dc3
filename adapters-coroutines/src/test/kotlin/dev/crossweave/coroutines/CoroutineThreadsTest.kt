package dev.crossweave.coroutines

import dev.crossweave.Completer
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

/** L12: a wait on Dispatchers.Default is refused, one on Dispatchers.IO, whose threads are the same, isn't. */
class CoroutineThreadsTest {

    @Test
    fun join_onDispatchersDefault_isRefusedAndNamesTheThread() {
        runBlocking(Dispatchers.Default) {
            assertThatThrownBy { Completer<String>().join() }
                .isInstanceOf(IllegalStateException::class.java)
                .hasMessageContaining("DefaultDispatcher-worker-")
                .hasMessageContaining("must not block")
        }
    }

    @Test
    fun join_onDispatchersIO_waits() {
        val task = Completer<String>()
        runBlocking(Dispatchers.Default) {
            val value =
                withContext(Dispatchers.IO) {
                    Thread.ofVirtual().start { task.complete("value") }
                    task.join()
                }
            assertThat(value).isEqualTo("value")
        }
    }
}
