package dev.crossweave.samples.storefront

import dev.crossweave.Task
import dev.crossweave.coroutines.task
import io.r2dbc.spi.Connection
import io.r2dbc.spi.ConnectionFactory
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.job
import kotlinx.coroutines.reactive.awaitFirstOrNull
import kotlinx.coroutines.reactive.awaitSingle
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** How much is in the warehouses: a suspend function, over R2DBC. */
internal class Stock(private val database: ConnectionFactory) : AutoCloseable {

    /** One page's failure is no other page's: hence a supervisor. */
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    /** [count] as a task, for callers in Java. */
    fun pieces(request: Request): Task<Int> = scope.task { count(request) }

    /** How many pieces there are; none of an unknown product. */
    suspend fun count(request: Request): Int =
        watched(request.trace, Part.STOCK) {
            database.use { connection ->
                request.faults.suspending(Part.STOCK)
                val result = connection.createStatement(PIECES).bind(0, request.productId).execute().awaitSingle()
                result.map { row -> row.get(0, Int::class.javaObjectType)!! }.awaitSingle()
            }
        }

    /** Returns when the last coroutine has ended and its connection is back. */
    override fun close() = runBlocking { scope.coroutineContext.job.cancelAndJoin() }

    private companion object {
        const val PIECES = "SELECT CAST(COALESCE(SUM(pieces), 0) AS INT) FROM stock WHERE product_id = $1"
    }
}

/**
 * Lends a connection to a block. Taking it can't be cancelled, though waiting for one has its time limit in the pool: a
 * wait that is cancelled at the moment when it would return loses what it waited for.
 */
private suspend fun <T> ConnectionFactory.use(block: suspend (Connection) -> T): T {
    val connection = withContext(NonCancellable) { create().awaitSingle() }
    try {
        return block(connection)
    } finally {
        withContext(NonCancellable) { connection.close().awaitFirstOrNull() }
    }
}
