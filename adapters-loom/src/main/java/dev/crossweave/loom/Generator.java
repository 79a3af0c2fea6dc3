package dev.crossweave.loom;

/**
 * The items of a stream, in the order in which a piece of code comes to them.
 *
 * <pre>{@code
 * LoomStreams.<String>generate(emitter -> {
 *     try (BufferedReader lines = Files.newBufferedReader(log)) {      // closed, too, when the consumer goes
 *         for (String line; (line = lines.readLine()) != null;) {
 *             emitter.emit(line);
 *         }
 *     }
 * })
 * }</pre>
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface Generator<T> {

    /**
     * Emits all items. Called once at most. Returning completes the stream.
     *
     * @param emitter where the items go
     * @throws Exception the failure of the stream, the very object (law L2); a
     *     {@link java.util.concurrent.CancellationException} is Cancelled
     */
    void run(Emitter<T> emitter) throws Exception;
}
