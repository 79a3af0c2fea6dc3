package dev.crossweave.samples.quickstart

import dev.crossweave.Task
import dev.crossweave.coroutines.await
import dev.crossweave.coroutines.task
import dev.crossweave.reactor.ReactorTasks
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import reactor.core.publisher.Mono

// The code of the README's quick start in Kotlin: a Mono that is awaited, and a coroutine as a task that Java, Reactor
// and
// RxJava understand.

suspend fun greet(name: Mono<String>): String = "Hello " + ReactorTasks.fromMono(name).await()

fun CoroutineScope.answer(): Task<Int> = task {
    delay(10)
    42
}
