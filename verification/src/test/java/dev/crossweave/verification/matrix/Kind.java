package dev.crossweave.verification.matrix;

import dev.crossweave.Task;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One ecosystem's type of a single value: how it is made and read without any adapter, and its two conversions.
 *
 * @param name its name in a path
 * @param traits what of it the expectations depend on
 * @param source makes one that ends as its origin does
 * @param in the conversion to a task
 * @param out the conversion from a task; one that becomes a body tells the origin when that has begun
 * @param through puts something of the ecosystem's own around one, so that it is no longer what a task was converted to; what
 *     is given is called when it runs, where that is in a context
 * @param read shows how one ends; cancelling the future cancels it in the ecosystem's way
 */
record Kind(String name, Traits traits, Function<Origin, Object> source, Function<Object, Task<?>> in,
        BiFunction<Task<?>, Origin, Object> out, Through through, Function<Object, CompletableFuture<?>> read) {

    /** See {@link Kind#through}. */
    interface Through {
        Object around(Object handle, Consumer<Object> seen);
    }

    /**
     * What of a kind the expectations depend on.
     *
     * @param holdsNull false when null, or emptiness, has no place in it
     * @param cold true when it is started by being asked
     * @param owned true when its conversion to a task owns it
     * @param body true when it is code that awaits a task; else a conversion sees that it was made from one (law L15)
     * @param lateErrors how often what it raises after it was cancelled is reported, by whomever
     */
    record Traits(boolean holdsNull, boolean cold, boolean owned, boolean body, int lateErrors) {
    }

    /** With the types put in. */
    @SuppressWarnings("unchecked") // handles of a kind meet only that kind
    static <H> Kind of(String name, Traits traits, Function<Origin, H> source, Function<H, Task<?>> in,
            BiFunction<Task<Object>, Origin, H> out, UnaryThrough<H> through, Function<H, CompletableFuture<?>> read) {
        return new Kind(name, traits, source::apply, handle -> in.apply((H) handle),
                (task, origin) -> out.apply((Task<Object>) task, origin),
                (handle, seen) -> through.around((H) handle, seen),
                handle -> read.apply((H) handle));
    }

    /** As {@link Through}, with the type put in. */
    interface UnaryThrough<H> {
        H around(H handle, Consumer<Object> seen);
    }

    static <H> UnaryThrough<H> through(UnaryOperator<H> operator) {
        return (handle, seen) -> operator.apply(handle);
    }

    /** One whose conversion to a task is another. */
    @SuppressWarnings("unchecked") // whatever it holds is passed on
    Kind converting(UnaryOperator<Function<Object, Task<Object>>> other) {
        return new Kind(name, traits, source, other.apply(handle -> (Task<Object>) in.apply(handle))::apply, out,
                through,
                read);
    }

    @Override
    public String toString() {
        return name;
    }
}
