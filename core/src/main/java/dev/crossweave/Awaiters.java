package dev.crossweave;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The list of those who wait for a task, as a value: null when empty, the {@link Waker} or the {@link Thread} itself when it is
 * one, a chain of {@link Node}s when it is a few, and a chain that ends in a {@link Crowd} when it is many. {@link TaskState} holds it in
 * one field and replaces it by compare-and-exchange; only a crowd is changed in place, under its own lock.
 *
 * <p>Registering costs no allocation for the first awaiter, one node for each of the next few, and a hash-table slot
 * from then on, so that a million awaiters of one task cost a million steps and not their square. The reason of a
 * cancellation rides in the same chain until the end.
 */
final class Awaiters {

    /** From this length on a chain becomes a crowd: below it, looking through the chain is cheaper. */
    private static final int FEW = 8;

    private Awaiters() {
    }

    private record Node(Object item, @Nullable Object next) {
    }

    private record Reason(Throwable reason, int life) {
    }

    /** Many awaiters, compared by identity. Closed when it is taken, which happens only after the task's end. */
    private static final class Crowd {
        private final Set<Object> awaiters = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean closed;

        synchronized boolean add(Object awaiter) {
            if (!closed) {
                awaiters.add(awaiter);
            }
            return !closed;
        }

        synchronized void remove(Object awaiter) {
            if (!closed) { // else whoever closed it is going through it
                awaiters.remove(awaiter);
            }
        }

        synchronized int size() {
            return awaiters.size();
        }

        synchronized Set<Object> close() {
            closed = true;
            return awaiters;
        }
    }

    /**
     * The list with this awaiter; the same list when it is in there already or a crowd has taken it in; null when the list was
     * taken meanwhile.
     */
    static @Nullable Object with(@Nullable Object list, Object awaiter) {
        if (list == null) {
            return awaiter;
        }
        int length = 0;
        for (Object at = list; at != null; at = rest(at)) {
            Object item = item(at);
            if (item == awaiter) {
                return list;
            }
            if (item instanceof Crowd crowd) {
                return crowd.add(awaiter) ? list : null;
            }
            length++;
        }
        return length < FEW ? new Node(awaiter, list) : crowded(list, awaiter);
    }

    private static Object crowded(Object list, Object awaiter) {
        Crowd crowd = new Crowd();
        crowd.add(awaiter);
        Object all = crowd;
        for (Object at = list; at != null; at = rest(at)) {
            if (item(at) instanceof Reason reason) {
                all = new Node(reason, all); // that they change order doesn't matter
            } else {
                crowd.add(item(at));
            }
        }
        return all;
    }

    /** The list without this awaiter; the same list when it isn't in there or a crowd has let it go. */
    static @Nullable Object without(@Nullable Object list, Object awaiter) {
        Object before = null; // what stands in front of the awaiter, reversed
        for (Object at = list; at != null; at = rest(at)) {
            Object item = item(at);
            if (item == awaiter) {
                Object all = rest(at);
                for (Object back = before; back != null; back = rest(back)) {
                    all = new Node(item(back), all);
                }
                return all;
            }
            if (item instanceof Crowd crowd) {
                crowd.remove(awaiter);
                return list;
            }
            before = new Node(item, before);
        }
        return list;
    }

    /** The list with a reason added, which counts in one life only. */
    static Object withReason(@Nullable Object list, Throwable reason, int life) {
        return new Node(new Reason(reason, life), list);
    }

    /** The reason that was given first in this life. */
    static @Nullable Throwable reason(@Nullable Object list, int life) {
        Throwable first = null;
        for (Object at = list; at != null; at = rest(at)) {
            first = item(at) instanceof Reason given && given.life == life ? given.reason : first;
        }
        return first;
    }

    static int count(@Nullable Object list) {
        int count = 0;
        for (Object at = list; at != null; at = rest(at)) {
            Object item = item(at);
            count += item instanceof Crowd crowd ? crowd.size() : item instanceof Reason ? 0 : 1;
        }
        return count;
    }

    /** Hands each awaiter of a list that was taken to the action, in no particular order. */
    static void forEach(@Nullable Object taken, Consumer<Object> action) {
        for (Object at = taken; at != null; at = rest(at)) {
            Object item = item(at);
            if (item instanceof Crowd crowd) {
                crowd.close().forEach(action);
            } else if (!(item instanceof Reason)) {
                action.accept(item);
            }
        }
    }

    private static Object item(Object list) {
        return list instanceof Node node ? node.item : list;
    }

    private static @Nullable Object rest(Object list) {
        return list instanceof Node node ? node.next : null;
    }
}
