package dev.crossweave;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the thread knew that made a task: a request's id, a principal, the MDC; as an immutable snapshot (law L10). It is
 * captured where a task is made, in force at every poll and at every other hop of the task, and taken back afterwards, so that
 * the thread is as it was.
 *
 * <p>What belongs to it is registered once: as a {@link ThreadContextAccessor}, as a plain {@link ThreadLocal}, as a
 * {@code ScopedValue}, or at Micrometer's {@code ContextRegistry}, where that is on the class path. Nothing registered means
 * no cost: nothing is captured, and nothing is wrapped.
 *
 * <pre>{@code
 * TaskContext.register("tenant", TENANT); // once, a ThreadLocal<String>
 * TENANT.set("acme");
 * Task<Invoice> task = Tasks.on(pool::execute).spawn(invoice); // polled by the pool, for acme
 * }</pre>
 *
 * <p>That a value was <em>not</em> there is part of a context, too: the value that the polling thread happens to have is
 * hidden from the task. What a poll changes is gone after it; the next poll begins with the snapshot again. Values that are
 * there already, the very objects, are not set again.
 *
 * <p>Hops are: the polls and the drop of a spawned task; start and cancellation of a lazy {@link Completer}; the functions of
 * {@link Task#map}, {@link Task#then}, {@link Task#recover}, {@link Task#whenDone} and {@link TaskScope#join}, which run in the
 * context in which they were given. Wakers and the callbacks of other ecosystems run in whatever is in force where they are
 * called.
 */
public final class TaskContext {

    /** Nothing is registered. */
    static final TaskContext EMPTY = new TaskContext(null);

    private static final int SCOPED_VALUES_SINCE = 25;

    /** Entries for which there is no accessor: they travel too, from task to task. */
    static final ThreadContextAccessor<Map<Object, Object>> OTHERS =
            new ThreadLocalValue<>("entries without an accessor", new ThreadLocal<>());

    /**
     * What this thread has captured last, while a task has it: tasks that are made one after the other in one context share
     * it, so that it stays in the cache of the processor that polls them.
     */
    private static final ThreadLocal<@Nullable WeakReference<TaskContext>> LATEST = new ThreadLocal<>();

    private static volatile boolean knowsScopedValues;

    /** Null when nothing was registered. */
    final @Nullable ContextEntry first;

    /** What binds the scoped values in here, see {@link ScopedValues}; null when there are none. */
    private final @Nullable Object bindings;

    TaskContext(@Nullable ContextEntry first) {
        this.first = first;
        this.bindings = knowsScopedValues ? ScopedValues.bindings(first) : null;
    }

    // ------------------------------------------------------------------------------------------ registering

    /**
     * Makes a value part of every context that is captured from now on.
     *
     * @param accessor reads and writes it
     * @throws IllegalArgumentException when another one has its key
     */
    public static void register(ThreadContextAccessor<?> accessor) {
        Accessors.register(Objects.requireNonNull(accessor, "register needs an accessor, which is null here"));
    }

    /**
     * As {@link #register(ThreadContextAccessor)}, for a thread-local whose value is immutable or may be shared.
     *
     * @param key the name of the value
     * @param local the thread-local
     * @throws IllegalArgumentException when another accessor has the key
     */
    public static void register(Object key, ThreadLocal<?> local) {
        register(new ThreadLocalValue<>(key,
                Objects.requireNonNull(local, "register needs a thread-local, which is null here")));
    }

    /**
     * Has a scoped value bound in tasks as it was where they were made. It is its own key. Each poll allocates what the JDK
     * needs for a binding. Bindings can't be hidden: where none was captured, a task sees that of the polling thread.
     *
     * @param scopedValue a {@code java.lang.ScopedValue}
     * @throws UnsupportedOperationException before JDK 25
     * @throws IllegalArgumentException when it is something else, or registered already
     */
    public static void registerScopedValue(Object scopedValue) {
        if (Runtime.version().feature() < SCOPED_VALUES_SINCE) {
            throw new UnsupportedOperationException(
                    "Scoped values need JDK " + SCOPED_VALUES_SINCE + "; this is " + Runtime.version());
        }
        ThreadContextAccessor<Object> accessor = ScopedValues.accessor(scopedValue);
        knowsScopedValues = true; // first: whoever captures it is to bind it
        register(accessor);
    }

    /**
     * Leaves a value out of what is captured from now on. Contexts that have it keep it.
     *
     * @param key the key of an accessor that was registered here, or a scoped value
     * @return false when there was none
     */
    public static boolean unregister(Object key) {
        return Accessors.unregister(key);
    }

    // ------------------------------------------------------------------------------------------ making

    /**
     * The context that holds nothing and hides nothing: what is polled in it sees what the polling thread has. To begin
     * {@link #with} from, and for tasks that are to have none.
     *
     * @return always the same
     */
    public static TaskContext empty() {
        return EMPTY;
    }

    /**
     * What the current thread has now.
     *
     * @return a snapshot; the same one again while nothing is registered, while no accessor finds a value, and while all
     *     find the very objects that they found on this thread the last time
     */
    public static TaskContext capture() {
        TaskContext unset = Accessors.current().unset;
        if (unset.isEmpty()) {
            return EMPTY;
        }
        WeakReference<TaskContext> reference = LATEST.get();
        TaskContext latest = reference == null ? null : reference.get();
        ContextEntry list = ContextEntry.captured(unset.first, latest == null ? null : latest.first);
        if (list == unset.first) {
            return unset;
        }
        if (latest != null && list == latest.first) {
            return latest;
        }
        TaskContext fresh = new TaskContext(list);
        LATEST.set(new WeakReference<>(fresh));
        return fresh;
    }

    /**
     * A context with another value. For adapters that have a context of their own to take values from.
     *
     * @param key the key of an accessor, or any other: what has no accessor can only be asked for by {@link #get}, and is in
     *     the contexts of tasks that are made in this one, too
     * @param value the value, or null for none
     * @return a new context
     */
    public TaskContext with(Object key, @Nullable Object value) {
        ContextEntry entry = find(key);
        if (entry == null) {
            entry = Accessors.current().unset.find(key);
        }
        if (entry != null) {
            return new TaskContext(ContextEntry.replaced(first, entry.accessor, value));
        }
        Map<Object, Object> others = new HashMap<>(others());
        if (value == null) {
            others.remove(key);
        } else {
            others.put(key, value);
        }
        Accessors.registerOnce(OTHERS);
        return new TaskContext(ContextEntry.replaced(first, OTHERS, Map.copyOf(others)));
    }

    /**
     * This context with the values of another over its own.
     *
     * @param other whose values win
     * @return a context; one of the two when that has all values
     */
    public TaskContext with(TaskContext other) {
        if (isEmpty() || this == other) {
            return other;
        }
        TaskContext[] both = {this};
        other.forEach((key, value) -> both[0] = both[0].with(key, value));
        return both[0];
    }

    // ------------------------------------------------------------------------------------------ reading

    /**
     * One value.
     *
     * @param key its key
     * @return the value, or null when there is none
     */
    public @Nullable Object get(Object key) {
        ContextEntry entry = find(key);
        return entry != null ? entry.value : others().get(key);
    }

    /**
     * All values, in no particular order. For adapters that have a context of their own to put them into.
     *
     * @param action gets key and value
     */
    public void forEach(BiConsumer<Object, Object> action) {
        for (ContextEntry entry = first; entry != null; entry = entry.next) {
            if (entry.value != null && entry.accessor != (Object) OTHERS) {
                action.accept(entry.accessor.key(), entry.value);
            }
        }
        others().forEach(action);
    }

    private @Nullable ContextEntry find(Object key) {
        ContextEntry entry = first;
        while (entry != null && !entry.accessor.key().equals(key)) {
            entry = entry.next;
        }
        return entry;
    }

    @SuppressWarnings("unchecked") // OTHERS is given only such maps
    private Map<Object, Object> others() {
        ContextEntry entry = find(OTHERS.key());
        return entry == null || entry.value == null ? Map.of() : (Map<Object, Object>) entry.value;
    }

    /** Keys only: values may be secrets. */
    @Override
    public String toString() {
        List<Object> keys = new ArrayList<>();
        forEach((key, value) -> keys.add(key));
        return "context of " + keys;
    }

    // ------------------------------------------------------------------------------------------ in force

    /**
     * Calls something in this context.
     *
     * @param <R> the type of its result
     * @param body called here and now
     * @return its result
     * @throws Exception what it throws
     */
    public <R extends @Nullable Object> R call(Callable<? extends R> body) throws Exception {
        if (isEmpty()) {
            return body.call();
        }
        return bindings == null ? in(first, body) : ScopedValues.<R>call(bindings, () -> in(first, body));
    }

    private static <R extends @Nullable Object> R in(@Nullable ContextEntry entry, Callable<? extends R> body)
            throws Exception {
        if (entry == null) {
            return body.call();
        }
        Object before = entry.enter();
        try {
            return in(entry.next, body);
        } finally {
            entry.leave(before);
        }
    }

    /**
     * Runs something in this context.
     *
     * @param body run here and now
     */
    public void run(Runnable body) {
        unchecked(() -> {
            body.run();
            return null;
        });
    }

    /**
     * A computation that is polled and dropped in this context.
     *
     * @param <T> the type of the value
     * @param pollable a computation
     * @return one that owns it; the same one when nothing is registered
     */
    public <T extends @Nullable Object> Pollable<T> wrap(Pollable<T> pollable) {
        return isEmpty() ? pollable : new InContext<>(pollable, this);
    }

    /**
     * A stream that is polled, taken from and dropped in this context.
     *
     * @param <T> the type of the items
     * @param stream any
     * @return one that owns it; the same one when nothing is registered
     */
    public <T> PollableStream<T> wrap(PollableStream<T> stream) {
        return isEmpty() ? stream : new StreamInContext<>(stream, this);
    }

    /**
     * A callable in this context.
     *
     * @param <R> the type of its result
     * @param callable any
     * @return one that calls it; the same one when nothing is registered
     */
    public <R extends @Nullable Object> Callable<R> wrap(Callable<R> callable) {
        return isEmpty() ? callable : () -> this.<R>call(callable);
    }

    /**
     * A function in this context.
     *
     * @param <A> the type of its argument
     * @param <R> the type of its result
     * @param function any
     * @return one that calls it; the same one when nothing is registered
     */
    public <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> wrapFunction(
            Function<A, R> function) {
        return isEmpty() ? function : argument -> this.<R>unchecked(() -> function.apply(argument));
    }

    /**
     * A consumer in this context.
     *
     * @param <A> the type of its argument
     * @param consumer any
     * @return one that calls it; the same one when nothing is registered
     */
    public <A extends @Nullable Object> Consumer<A> wrapConsumer(Consumer<A> consumer) {
        return isEmpty() ? consumer : argument -> run(() -> consumer.accept(argument));
    }

    /** The body throws nothing that it would have to declare. */
    <R extends @Nullable Object> R unchecked(Callable<? extends R> body) {
        try {
            return call(body);
        } catch (Exception e) {
            throw Failures.sneak(e);
        }
    }

    /**
     * Tells whether there is nothing to put in force, because nothing is registered.
     *
     * @return true when what runs in this context runs as it would without
     */
    public boolean isEmpty() {
        return first == null;
    }

    /**
     * Puts this context in force until {@link #leave}, for ecosystems that tell begin and end of a hop instead of calling
     * something in it. Scoped values can't be put in force so.
     *
     * @return what {@link #leave} has to be given, on the same thread
     */
    public @Nullable Object[] enter() {
        int size = 0;
        for (ContextEntry entry = first; entry != null; entry = entry.next) {
            size++;
        }
        @Nullable Object[] before = new Object[size];
        int place = 0;
        for (ContextEntry entry = first; entry != null; entry = entry.next) {
            before[place++] = entry.enter();
        }
        return before;
    }

    /**
     * Puts back what was in force before {@link #enter()}. Never throws.
     *
     * @param before what that has returned; each once, the last first
     */
    public void leave(@Nullable Object[] before) {
        leave(first, before, 0);
    }

    /** Last first. */
    private static void leave(@Nullable ContextEntry entry, @Nullable Object[] before, int place) {
        if (entry != null) {
            leave(entry.next, before, place + 1);
            entry.leave(before[place]);
        }
    }

    boolean bindsScopedValues() {
        return bindings != null;
    }
}
