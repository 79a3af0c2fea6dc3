package dev.crossweave;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The accessors that are registered at one time: immutable. A new one takes its place when an accessor comes or goes, here
 * or at Micrometer's registry.
 */
final class Accessors {

    /** Micrometer's registry, as it changes; empty for ever where Micrometer isn't on the class path. */
    private static final List<?> MICROMETER = micrometer();

    /** Where a search for providers ends that finds nothing but broken ones. */
    private static final int BROKEN_PROVIDERS = 16;

    private static volatile Accessors current = new Accessors(provided());

    /**
     * An entry for each accessor, without values: those registered here, and then Micrometer's under other keys. All tasks
     * share it that are made where no accessor finds a value.
     */
    final TaskContext unset;

    private final List<ThreadContextAccessor<?>> own;

    /** What was in Micrometer's registry when this was made. */
    private final List<?> micrometer;

    private Accessors(List<ThreadContextAccessor<?>> own) {
        this.own = List.copyOf(own);
        this.micrometer = List.copyOf(MICROMETER);
        List<ThreadContextAccessor<?>> both = new ArrayList<>(own);
        for (Object accessor : micrometer) {
            ThreadContextAccessor<?> theirs = MicrometerAccessor.of(accessor);
            if (find(own, theirs.key()) == null) {
                both.add(theirs);
            }
        }
        ContextEntry list = null;
        for (ThreadContextAccessor<?> accessor : both.reversed()) {
            list = new ContextEntry(accessor, null, list);
        }
        this.unset = list == null ? TaskContext.EMPTY : new TaskContext(list);
    }

    /** Volatile read, and a look at Micrometer's registry. */
    static Accessors current() {
        Accessors now = current;
        return now.isUpToDate() ? now : refreshed();
    }

    static synchronized void register(ThreadContextAccessor<?> accessor) {
        current = new Accessors(with(current.own, accessor));
    }

    static synchronized boolean unregister(Object key) {
        List<ThreadContextAccessor<?>> own = new ArrayList<>(current.own);
        boolean found = own.removeIf(accessor -> accessor.key().equals(key));
        current = new Accessors(own);
        return found;
    }

    private static synchronized Accessors refreshed() {
        Accessors fresh = new Accessors(current.own);
        current = fresh;
        return fresh;
    }

    /** Nothing, when it is registered already. */
    static synchronized void registerOnce(ThreadContextAccessor<?> accessor) {
        if (!current.own.contains(accessor)) {
            register(accessor);
        }
    }

    private static @Nullable ThreadContextAccessor<?> find(List<ThreadContextAccessor<?>> accessors, Object key) {
        for (ThreadContextAccessor<?> accessor : accessors) {
            if (accessor.key().equals(key)) {
                return accessor;
            }
        }
        return null;
    }

    /** By index: an iterator would be an object each time. */
    private boolean isUpToDate() {
        if (MICROMETER.size() != micrometer.size()) {
            return false;
        }
        try {
            for (int i = 0; i < micrometer.size(); i++) {
                if (MICROMETER.get(i) != micrometer.get(i)) {
                    return false;
                }
            }
        } catch (IndexOutOfBoundsException shrunk) { // since its size was asked for
            return false;
        }
        return true;
    }

    private static List<?> micrometer() {
        try {
            Class.forName("io.micrometer.context.ContextRegistry", false, Accessors.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            return List.of();
        }
        try {
            return MicrometerAccessor.registered();
        } catch (LinkageError | ServiceConfigurationError broken) { // another version, or a broken provider of its own
            Hooks.lateError(broken);
            return List.of();
        }
    }

    /** A provider that is broken, or that has the key of another, is reported and left out: who spawns isn't to blame. */
    private static List<ThreadContextAccessor<?>> provided() {
        List<ThreadContextAccessor<?>> own = new ArrayList<>();
        Iterator<?> providers =
                ServiceLoader.load(ThreadContextAccessor.class, Accessors.class.getClassLoader()).iterator();
        for (int broken = 0; broken < BROKEN_PROVIDERS;) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                own = with(own, (ThreadContextAccessor<?>) providers.next());
            } catch (Throwable thrown) {
                Hooks.lateError(thrown);
                broken++;
            }
        }
        return own;
    }

    private static List<ThreadContextAccessor<?>> with(List<ThreadContextAccessor<?>> own,
            ThreadContextAccessor<?> accessor) {
        Object key = Objects.requireNonNull(accessor.key(), "an accessor needs a key, which is null here");
        ThreadContextAccessor<?> other = find(own, key);
        if (other != null) {
            throw new IllegalArgumentException("An accessor has the key " + key + " already: " + other + "; got "
                    + accessor + ". Unregister the first, or give the second a key of its own.");
        }
        List<ThreadContextAccessor<?>> more = new ArrayList<>(own);
        more.add(accessor);
        return more;
    }
}
