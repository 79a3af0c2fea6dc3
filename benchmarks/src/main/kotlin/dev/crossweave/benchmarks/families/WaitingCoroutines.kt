package dev.crossweave.benchmarks.families

import dev.crossweave.benchmarks.LiveHeap.Crowd
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.launch

/** Pending Deferreds, and for each a coroutine that waits for it. With no parent job, which would take more. */
internal class WaitingCoroutines : Crowd {

    private val sources = ArrayList<CompletableDeferred<Int>>()
    private var size = 0
    private var ended = 0L

    override fun prepare(size: Int) {
        this.size = size
        ended = 0
        sources.ensureCapacity(size)
    }

    @OptIn(DelicateCoroutinesApi::class)
    override fun make() {
        repeat(size) {
            val source = CompletableDeferred<Int>()
            GlobalScope.launch(Dispatchers.Unconfined) { // runs at once, as far as the wait
                val value = source.await()
                ended += value
            }
            sources.add(source)
        }
    }

    override fun end(): Long {
        sources.forEach { it.complete(1) }
        sources.clear()
        return ended
    }
}
