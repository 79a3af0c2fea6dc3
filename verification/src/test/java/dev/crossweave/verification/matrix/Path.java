package dev.crossweave.verification.matrix;

import dev.crossweave.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From the first kind to the last by way of those between. Bare, each handle goes into the next conversion as it is; else
 * something lies between at each hop, on the task and on the handle, so that nothing is unwrapped (L15).
 */
record Path(List<Kind> kinds, boolean bare) {

    /** All with so many conversions, between kinds that differ. */
    static List<Path> of(List<Kind> kinds, int hops) {
        List<List<Kind>> sequences = new ArrayList<>(kinds.stream().map(List::of).toList());
        for (int hop = 0; hop < hops; hop++) {
            sequences = sequences.stream().flatMap(sequence -> kinds.stream()
                    .filter(next -> next != sequence.getLast())
                    .map(next -> with(sequence, next)))
                    .toList();
        }
        List<Path> paths = new ArrayList<>();
        for (List<Kind> sequence : sequences) {
            paths.add(new Path(sequence, true));
            paths.add(new Path(sequence, false));
        }
        return paths;
    }

    private static List<Kind> with(List<Kind> sequence, Kind next) {
        List<Kind> longer = new ArrayList<>(sequence);
        longer.add(next);
        return List.copyOf(longer);
    }

    int hops() {
        return kinds.size() - 1;
    }

    Kind first() {
        return kinds.getFirst();
    }

    Kind last() {
        return kinds.getLast();
    }

    /** How many kinds after the first one are code that awaits. */
    int bodies() {
        return (int) kinds.stream().skip(1).filter(kind -> kind.traits().body()).count();
    }

    /** A null that a kind can't hold is a failure from there on, unless the next conversion sees the task behind it. */
    boolean keepsNull() {
        for (int i = 1; i <= hops(); i++) {
            if (!isSkipped(i) && !kinds.get(i).traits().holdsNull()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where a cancellation ends that began at the task of this hop: at the last task of which the one before owns what it was
     * made from (L4). Zero when it reaches the source.
     */
    int cancelEnds(int hop) {
        int at = hop;
        while (at > 0 && (kinds.get(at - 1).traits().owned() || isSkipped(at - 1))) {
            at--;
        }
        return at;
    }

    /** A handle that the next conversion takes for the task behind it. */
    private boolean isSkipped(int kind) {
        return bare && kind > 0 && kind < hops() && !kinds.get(kind).traits().body();
    }

    /** A source, and what became of it by the conversions. */
    record Built(List<Task<?>> tasks, Object handle, List<Object> seen) {
    }

    @SuppressWarnings("unchecked") // whatever it holds is passed on
    Built build(Origin origin, List<Object> seen) {
        List<Task<?>> tasks = new ArrayList<>();
        Object handle = first().source().apply(origin);
        for (int hop = 1; hop <= hops(); hop++) {
            Task<Object> task = (Task<Object>) kinds.get(hop - 1).in().apply(handle);
            if (!bare) {
                task = task.whenDone(outcome -> seen.add(String.valueOf(Tenant.here())));
            }
            tasks.add(task);
            handle = kinds.get(hop).out().apply(task, origin);
            if (!bare && hop < hops()) {
                handle = kinds.get(hop).through().around(handle, seen::add);
            }
        }
        return new Built(tasks, handle, seen);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return kinds.stream().map(Kind::name).collect(Collectors.joining(bare ? " > " : " >> "));
    }

    static Path parse(List<Kind> kinds, String text) {
        boolean bare = !text.contains(">>");
        List<Kind> named = new ArrayList<>();
        for (String name : text.split(" *>>? *")) {
            named.add(kinds.stream().filter(kind -> kind.name().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no kind is called " + name + "; expected one of " + kinds)));
        }
        return new Path(named, bare);
    }
}
