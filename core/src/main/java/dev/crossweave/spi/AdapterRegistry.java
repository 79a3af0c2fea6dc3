package dev.crossweave.spi;

import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A set of adapters, one for each type, that converts between all of them by way of a task or a stream. Immutable; any
 * thread. {@link dev.crossweave.Adapters} is the one that most use.
 *
 * <p>A source is converted by the adapter of its class, or else by that of the most specific class or interface above it.
 * When there are two of these and neither is above the other, converting it is an error. A target is named exactly.
 * Task, Pollable and PollableStream are always known.
 */
public final class AdapterRegistry {

    private static final int NONE = -1;

    /** An adapter, and what it said of itself when it was asked. */
    private record Entry(Adapter<?> adapter, Descriptor descriptor) {

        boolean isOne() {
            return descriptor.arity() == Arity.ONE;
        }

        @Override
        public String toString() {
            return adapter.getClass().getName() + " for " + descriptor;
        }
    }

    private final List<Entry> entries;

    /**
     * The place in {@link #entries} of the adapter of a source's class. A number, and not the entry: what a ClassValue holds
     * lives as long as the class, and a class of the JDK would keep an application's class loader alive.
     */
    private final ClassValue<Integer> places = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return mostSpecific(type);
        }
    };

    private AdapterRegistry(List<Entry> entries) {
        this.entries = entries;
    }

    // ------------------------------------------------------------------------------------------ make

    /**
     * Finds the adapters that a class loader can see, by {@link ServiceLoader}.
     *
     * @param loader one that sees the same Crossweave; null is the system's
     * @return a new registry, which keeps the loader's classes alive
     * @throws IllegalStateException when an adapter can't be loaded, or two are for one type; the message names them
     */
    public static AdapterRegistry load(@Nullable ClassLoader loader) {
        List<Adapter<?>> found = new ArrayList<>();
        find(TaskAdapter.class, loader, found);
        find(StreamAdapter.class, loader, found);
        return of(found);
    }

    /**
     * A registry of these adapters and no others.
     *
     * @param adapters the adapters, in any order
     * @return a new registry
     * @throws IllegalStateException when a descriptor can't be had, or two adapters are for one type; the message names them
     */
    public static AdapterRegistry of(Collection<? extends Adapter<?>> adapters) {
        List<Entry> entries = new ArrayList<>();
        KnownTypes.ADAPTERS.forEach(adapter -> add(entries, adapter));
        adapters.forEach(adapter -> add(entries, adapter));
        entries.sort(Comparator.comparing(entry -> entry.descriptor.type().getName()));
        return new AdapterRegistry(List.copyOf(entries));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a service is named by its raw class
    private static void find(Class<? extends Adapter> service, @Nullable ClassLoader loader, List<Adapter<?>> found) {
        try {
            ServiceLoader.load((Class) service, loader).forEach(adapter -> found.add((Adapter<?>) adapter));
        } catch (ServiceConfigurationError | LinkageError broken) { // the former names the provider
            throw new IllegalStateException("An adapter can't be loaded: " + broken + ". Expected each provider of "
                    + service.getName() + " to be a public class with a public constructor without parameters, and what"
                    + " it needs to be there too; take its module off the class path, or complete it.", broken);
        }
    }

    private static void add(List<Entry> entries, Adapter<?> adapter) {
        Entry added = new Entry(adapter, describe(adapter));
        for (Entry other : entries) {
            if (other.descriptor.type() == added.descriptor.type()) {
                throw new IllegalStateException("There are two adapters for " + added.descriptor.type().getName() + ": "
                        + other.adapter.getClass().getName() + " and " + adapter.getClass().getName()
                        + "; expected one. Take the module of one of them off the class path.");
            }
        }
        entries.add(added);
    }

    private static Descriptor describe(Adapter<?> adapter) {
        String name = adapter.getClass().getName();
        Descriptor descriptor;
        try {
            descriptor = Objects.requireNonNull(adapter.descriptor(), "descriptor() gave null");
        } catch (RuntimeException | LinkageError broken) {
            throw new IllegalStateException("The adapter " + name + " doesn't describe itself: " + broken
                    + ". Take its module off the class path, or complete what it needs.", broken);
        }
        Arity expected = adapter instanceof TaskAdapter ? Arity.ONE : Arity.MANY;
        if (descriptor.arity() != expected) {
            throw new IllegalStateException("The adapter " + name + " describes itself as " + descriptor
                    + "; expected arity " + expected + " of its interface.");
        }
        return descriptor;
    }

    // ------------------------------------------------------------------------------------------ use

    /**
     * Tells what is registered.
     *
     * @return the descriptors, sorted by the names of their types
     */
    public List<Descriptor> registered() {
        return entries.stream().map(Entry::descriptor).toList();
    }

    /**
     * Converts a single value in, with the default ownership of its type (law L4).
     *
     * @param source a source of a registered type
     * @return what the adapter of its type makes of it
     * @throws IllegalArgumentException when no adapter, or more than one, is for it, or it holds many values
     */
    public Task<?> toTask(Object source) {
        return toTask(one(source(source), "toTask"), source);
    }

    /**
     * Converts a single value out.
     *
     * @param <R> the type of the result
     * @param task any task
     * @param type a registered type
     * @return what the adapter of the type makes of it
     * @throws IllegalArgumentException when no adapter is for the type, or it holds many values
     */
    public <R> R fromTask(Task<?> task, Class<R> type) {
        Objects.requireNonNull(task, "fromTask needs a task, which is null here");
        return fromTask(one(target(type), "fromTask"), task, type);
    }

    /**
     * Converts many values in.
     *
     * @param source a source of a registered type
     * @return what the adapter of its type makes of it
     * @throws IllegalArgumentException when no adapter, or more than one, is for it, or it holds one value
     */
    public PollableStream<?> toStream(Object source) {
        return toStream(many(source(source), "toStream"), source);
    }

    /**
     * Converts many values out.
     *
     * @param <R> the type of the result
     * @param stream any stream; the result is its one consumer
     * @param type a registered type
     * @return what the adapter of the type makes of it
     * @throws IllegalArgumentException when no adapter is for the type, or it holds one value
     */
    public <R> R fromStream(PollableStream<?> stream, Class<R> type) {
        Objects.requireNonNull(stream, "fromStream needs a stream, which is null here");
        return fromStream(many(target(type), "fromStream"), stream, type);
    }

    /**
     * Converts from any type to any other that holds as many values, through a task or a stream. A source that is of the
     * target's type already goes through it too, and comes out as a handle of the task.
     *
     * @param <R> the type of the result
     * @param source a source of a registered type
     * @param type a registered type
     * @return what the adapter of the target makes of what the adapter of the source has made
     * @throws IllegalArgumentException when no adapter is for one of them, or one holds one value and the other many
     */
    public <R> R convert(Object source, Class<R> type) {
        Entry from = source(source);
        Entry to = target(type);
        if (from.descriptor.arity() != to.descriptor.arity()) {
            throw otherArity("convert", from, "as a target one that holds as many values, not " + to);
        }
        return from.isOne()
                ? fromTask(to, toTask(from, source), type)
                : fromStream(to, toStream(from, source), type);
    }

    // ------------------------------------------------------------------------------------------ look up

    private Entry source(Object source) {
        Objects.requireNonNull(source, "a conversion needs a source, which is null here");
        int place = places.get(source.getClass());
        if (place == NONE) {
            throw unknown("source", source.getClass());
        }
        return directed(entries.get(place), Direction.OUT, "from");
    }

    private Entry target(Class<?> type) {
        Objects.requireNonNull(type, "a conversion needs the type of its target, which is null here");
        for (Entry entry : entries) {
            if (entry.descriptor.type() == type) {
                return directed(entry, Direction.IN, "to");
            }
        }
        throw unknown("target", type);
    }

    private int mostSpecific(Class<?> source) {
        int best = NONE;
        for (int i = 0; i < entries.size(); i++) {
            if (type(i).isAssignableFrom(source) && (best == NONE || type(best).isAssignableFrom(type(i)))) {
                best = i;
            }
        }
        for (int i = 0; i < entries.size(); i++) { // of several, one has to be below all others
            if (type(i).isAssignableFrom(source) && !type(i).isAssignableFrom(type(best))) {
                throw new IllegalArgumentException(source.getName() + " is both what " + entries.get(best)
                        + " and what "
                        + entries.get(i)
                        + " converts, and neither type is below the other; expected one. Convert it with"
                        + " the adapter's own method, or register an adapter for " + source.getName() + " itself.");
            }
        }
        return best;
    }

    private Class<?> type(int place) {
        return entries.get(place).descriptor.type();
    }

    // ------------------------------------------------------------------------------------------ refuse

    private IllegalArgumentException unknown(String what, Class<?> type) {
        return new IllegalArgumentException("No adapter has " + type.getName() + " as a " + what + "; expected one of "
                + registered() + ". Put its adapter on the class path, or write a " + TaskAdapter.class.getName()
                + " or " + StreamAdapter.class.getName() + " for it.");
    }

    private static Entry directed(Entry entry, Direction wrong, String word) {
        if (entry.descriptor.direction() == wrong) {
            throw new IllegalArgumentException("Can't convert " + word + " " + entry.descriptor.type().getName() + ": "
                    + entry + ". Expected a type that converts in both directions.");
        }
        return entry;
    }

    private static Entry one(Entry entry, String method) {
        if (!entry.isOne()) {
            throw otherArity(method, entry, "a type that holds one value");
        }
        return entry;
    }

    private static Entry many(Entry entry, String method) {
        if (entry.isOne()) {
            throw otherArity(method, entry, "a type that holds many values");
        }
        return entry;
    }

    /** What becomes of no value, or of the second one, is a choice; the ecosystems have operators to make it with. */
    private static IllegalArgumentException otherArity(String method, Entry entry, String expected) {
        String type = entry.descriptor.type().getName();
        return new IllegalArgumentException(method + " was given " + type + ", " + entry + "; expected " + expected
                + ". "
                + (entry.isOne()
                        ? "Turn it into one of many values in its own ecosystem first, as mono.flux() does."
                        : "Turn it into one value in its own ecosystem first, as flux.collectList() or flux.next() does."));
    }

    // ------------------------------------------------------------------------------------------ convert

    @SuppressWarnings("unchecked") // the entry was found by the class of the source
    private static Task<?> toTask(Entry entry, Object source) {
        return made(Task.class, ((TaskAdapter<Object>) entry.adapter).toTask(source), entry);
    }

    private static <R> R fromTask(Entry entry, Task<?> task, Class<R> type) {
        return made(type, ((TaskAdapter<?>) entry.adapter).fromTask(task), entry);
    }

    @SuppressWarnings("unchecked") // as above
    private static PollableStream<?> toStream(Entry entry, Object source) {
        return made(PollableStream.class, ((StreamAdapter<Object>) entry.adapter).toStream(source), entry);
    }

    private static <R> R fromStream(Entry entry, PollableStream<?> stream, Class<R> type) {
        return made(type, ((StreamAdapter<?>) entry.adapter).fromStream(stream), entry);
    }

    private static <R> R made(Class<R> type, @Nullable Object made, Entry entry) {
        if (!type.isInstance(made)) {
            throw new IllegalStateException(entry + " gave " + made + "; expected an instance of " + type.getName());
        }
        return type.cast(made);
    }
}
