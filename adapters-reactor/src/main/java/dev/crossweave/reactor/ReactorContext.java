package dev.crossweave.reactor;

import dev.crossweave.TaskContext;
import java.util.HashMap;
import java.util.Map;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Reactor's {@link Context} ↔ {@link TaskContext} (law L10). Keys are kept as they are, so that what has an accessor in one
 * has it in the other: Micrometer's accessors, which Reactor's automatic propagation uses, are known to both. What has none
 * travels all the same, and comes out as an entry of the next Context.
 */
final class ReactorContext {

    private ReactorContext() {
    }

    /** The values of a task's context as what an operator above asks for; empty when there are none. */
    static Context of(TaskContext context) {
        if (context.isEmpty()) {
            return Context.empty();
        }
        Map<Object, Object> values = new HashMap<>();
        context.forEach(values::put);
        return Context.of(values);
    }

    /** What the current thread has, with a subscriber's values over it. */
    static TaskContext inForce(ContextView subscriber) {
        TaskContext[] context = {TaskContext.capture()};
        subscriber.forEach((key, value) -> context[0] = context[0].with(key, value));
        return context[0];
    }
}
