package dev.crossweave.samples.storefront;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The traces of the latest requests, by request id. Older ones are forgotten: a server may run for years. Any thread. */
final class Journal {

    private static final int KEPT = 2_048;

    private final AtomicInteger live = new AtomicInteger();

    /** Guarded by this; oldest first. */
    private final Map<String, Trace> traces = new LinkedHashMap<>();

    /** The trace for a request that comes in: a fresh one, or one that somebody asked for ahead of the request. */
    synchronized Trace open(String requestId) {
        Trace known = traces.get(requestId);
        if (known != null && known.spans().isEmpty()) {
            return known;
        }
        Trace trace = new Trace(requestId, live);
        traces.remove(requestId);
        traces.put(requestId, trace);
        if (traces.size() > KEPT) {
            traces.remove(traces.keySet().iterator().next());
        }
        return trace;
    }

    /** The trace of a request that is known by its id alone. */
    synchronized Trace trace(String requestId) {
        Trace known = traces.get(requestId);
        return known != null ? known : open(requestId);
    }

    /** How many parts are at work. */
    int live() {
        return live.get();
    }
}
