package dev.crossweave.spi;

/**
 * What the two kinds of adapters have in common. An adapter is found by its name in
 * {@code META-INF/services/dev.crossweave.spi.TaskAdapter} (or {@code …StreamAdapter}), or in the {@code provides} of a
 * module; it is public, has a public constructor without parameters, and is used by any thread.
 *
 * @param <S> the type that it converts
 */
public sealed interface Adapter<S> permits TaskAdapter, StreamAdapter {

    /**
     * Tells what the adapter converts and how. Asked once, when the registry is made.
     *
     * @return the descriptor
     */
    Descriptor descriptor();
}
