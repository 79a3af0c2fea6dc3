package dev.crossweave.coroutines

import dev.crossweave.Task
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The example of this module's README, word for word. */
class ReadmeExampleTest {

    @Test
    fun example_runs(): Unit = runBlocking {
        val name: Task<String> = task { // a child of this scope; cold: nothing runs yet
            yield()
            "ann"
        }
        val copy: Deferred<String> = name.asDeferred() // starts it, once

        assertThat(name.await()).isEqualTo("ann")
        assertThat(copy.await()).isEqualTo("ann")
    }
}
