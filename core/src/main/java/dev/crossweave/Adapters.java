package dev.crossweave;

import dev.crossweave.spi.AdapterRegistry;
import dev.crossweave.spi.Descriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts between all types for which an adapter is on the class path or module path, for those who learn the type when
 * they run: frameworks, interceptors, containers. Who knows the types writes {@code ReactorTasks.fromMono(mono)}.
 *
 * <pre>{@code
 * Single<?> single = Adapters.convert(mono, Single.class);
 * }</pre>
 *
 * <p>These methods use one {@link AdapterRegistry} for the process, made at the first call, of what the class loader of
 * Crossweave itself can see. The context class loader is not asked: it belongs to the thread, and a continuation may run
 * on any, so what is found would depend on who came first, and the registry would keep that one's classes alive. An
 * application whose adapters are in a class loader below that of Crossweave makes a registry of its own,
 * {@link AdapterRegistry#load}, and keeps it. A registry that can't be made is an error at each call, not only at the
 * first.
 */
public final class Adapters {

    private static volatile @Nullable AdapterRegistry registry;

    private Adapters() {
    }

    /**
     * Converts a single value in; see {@link AdapterRegistry#toTask}.
     *
     * @param source a source of a registered type, a task or a pollable
     * @return the task
     */
    public static Task<?> toTask(Object source) {
        return registry().toTask(source);
    }

    /**
     * Converts a single value out; see {@link AdapterRegistry#fromTask}.
     *
     * @param <R> the type of the result
     * @param task any task
     * @param type a registered type
     * @return a handle of that type
     */
    public static <R> R fromTask(Task<?> task, Class<R> type) {
        return registry().fromTask(task, type);
    }

    /**
     * Converts many values in; see {@link AdapterRegistry#toStream}.
     *
     * @param source a source of a registered type, or a stream
     * @return the stream
     */
    public static PollableStream<?> toStream(Object source) {
        return registry().toStream(source);
    }

    /**
     * Converts many values out; see {@link AdapterRegistry#fromStream}.
     *
     * @param <R> the type of the result
     * @param stream any stream
     * @param type a registered type
     * @return a handle of that type
     */
    public static <R> R fromStream(PollableStream<?> stream, Class<R> type) {
        return registry().fromStream(stream, type);
    }

    /**
     * Converts from any registered type to any other; see {@link AdapterRegistry#convert}.
     *
     * @param <R> the type of the result
     * @param source a source of a registered type
     * @param type a registered type with as many values
     * @return a handle of that type
     */
    public static <R> R convert(Object source, Class<R> type) {
        return registry().convert(source, type);
    }

    /**
     * Tells what is registered.
     *
     * @return the descriptors, sorted by the names of their types
     */
    public static List<Descriptor> registered() {
        return registry().registered();
    }

    /** Not in a static initializer: that would tell what is wrong once, and "no class definition" from then on. */
    private static AdapterRegistry registry() {
        AdapterRegistry made = registry;
        if (made == null) { // two threads may make one each: they are alike
            registry = made = AdapterRegistry.load(Adapters.class.getClassLoader());
        }
        return made;
    }
}
