package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The snapshot itself: what is in it, how it is put in force, and what accessors may do wrong. */
class TaskContextTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final ThreadLocal<String> user = new ThreadLocal<>();
    private final ThreadLocal<Object> trace = new ThreadLocal<>();

    /** Does what it is told to do wrong. */
    private static final class Faulty implements ThreadContextAccessor<String> {
        final ThreadLocal<String> local = new ThreadLocal<>();
        RuntimeException inGet;
        RuntimeException inSet;
        RuntimeException inRestore;

        @Override
        public Object key() {
            return "faulty";
        }

        @Override
        public String get() {
            raise(inGet);
            return local.get();
        }

        @Override
        public void set(String value) {
            local.set(value);
            raise(inSet);
        }

        @Override
        public void clear() {
            local.remove();
        }

        @Override
        public void restore(String before) {
            local.set(before);
            raise(inRestore);
        }

        private static void raise(RuntimeException thrown) {
            if (thrown != null) {
                throw thrown;
            }
        }
    }

    private final Faulty faulty = new Faulty();

    @AfterEach
    void unregister() {
        List.of("user", "trace", "faulty", TaskContext.OTHERS.key()).forEach(TaskContext::unregister);
        user.remove();
        trace.remove();
    }

    private static TaskContext with(ThreadLocal<String> local, String value) {
        local.set(value);
        try {
            return TaskContext.capture();
        } finally {
            local.remove();
        }
    }

    // ------------------------------------------------------------------------------------------ nothing registered

    @Test
    void nothingRegistered_wrapsAndAllocatesNothing() throws Exception {
        Pollable<String> pollable = waker -> Poll.ready("value");
        Callable<String> callable = () -> "value";
        Function<String, String> function = value -> value;
        Consumer<String> consumer = value -> {
        };

        TaskContext context = TaskContext.capture();

        assertThat(context).isSameAs(TaskContext.EMPTY).isSameAs(TaskContext.capture());
        assertThat(context.wrap(pollable)).isSameAs(pollable);
        assertThat(context.wrap(callable)).isSameAs(callable);
        assertThat(context.wrapFunction(function)).isSameAs(function);
        assertThat(context.wrapConsumer(consumer)).isSameAs(consumer);
        assertThat(context.call(callable)).isEqualTo("value");
        assertThat(((TaskCell<?>) Tasks.on(new Stepper()).lazy(pollable)).payload).isSameAs(pollable);
    }

    @Test
    void nothingSet_sharesOneContext() {
        TaskContext.register("user", user);

        assertThat(TaskContext.capture()).isSameAs(TaskContext.capture()).isNotSameAs(TaskContext.EMPTY);
        assertThat(TaskContext.capture().get("user")).isNull();
    }

    @Test
    void sameValues_shareOneContextUntilOneChanges() {
        TaskContext.register("user", user);
        TaskContext.register("trace", trace);
        user.set("ann");
        trace.set("one");
        TaskContext first = TaskContext.capture();
        assertThat(TaskContext.capture()).isSameAs(first);

        user.set("bob");
        TaskContext second = TaskContext.capture();
        trace.set(null);
        TaskContext third = TaskContext.capture();

        assertThat(List.of(first.get("user"), first.get("trace"))).containsExactly("ann", "one");
        assertThat(List.of(second.get("user"), second.get("trace"))).containsExactly("bob", "one");
        assertThat(third.get("user")).isEqualTo("bob");
        assertThat(third.get("trace")).isNull();
    }

    // ------------------------------------------------------------------------------------------ registering

    @Test
    void register_sameKeyTwice_isRefused() {
        TaskContext.register("user", user);

        assertThatIllegalArgumentException().isThrownBy(() -> TaskContext.register("user", trace))
                .withMessageContaining("user").withMessageContaining("Unregister the first");
        assertThat(with(user, "ann").get("user")).isEqualTo("ann");
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tried
    void register_null_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> TaskContext.register(null)).withMessageContaining("null");
        assertThatNullPointerException().isThrownBy(() -> TaskContext.register("user", null))
                .withMessageContaining("null");
        assertThatNullPointerException().isThrownBy(() -> TaskContext.register(null, user))
                .withMessageContaining("null");
    }

    @Test
    void unregister_leavesItOutOfNewContextsOnly() throws Exception {
        TaskContext.register("user", user);
        TaskContext before = with(user, "ann");

        assertThat(TaskContext.unregister("user")).isTrue();
        assertThat(TaskContext.unregister("user")).isFalse();

        assertThat(with(user, "bob")).isSameAs(TaskContext.EMPTY);
        assertThat(before.call(user::get)).isEqualTo("ann");
    }

    @Test
    void providersOfTheServiceLoader_areRegisteredAndABrokenOneReported() {
        assertThat(WithoutMicrometerTest.withProvider("capturesWhatTheProviderHas")).asString().startsWith("provided")
                .containsOnlyOnce("ServiceConfigurationError").contains("no.such.Provider");
    }

    // ------------------------------------------------------------------------------------------ values

    @Test
    void with_key_changesOnlyTheNewContext() {
        TaskContext.register("user", user);
        TaskContext ann = with(user, "ann");

        TaskContext bob = ann.with("user", "bob");
        TaskContext nobody = ann.with("user", null);

        assertThat(ann.get("user")).isEqualTo("ann");
        assertThat(bob.get("user")).isEqualTo("bob");
        assertThat(nobody.get("user")).isNull();
    }

    @Test
    void with_keyRegisteredAfterTheCapture_findsItsAccessor() throws Exception {
        TaskContext context = TaskContext.EMPTY;
        TaskContext.register("user", user);

        assertThat(context.with("user", "ann").call(user::get)).isEqualTo("ann");
        assertThat(user.get()).isNull();
    }

    @Test
    void with_keyWithoutAccessor_travelsToTasksMadeInside() throws Exception {
        TaskContext.register("user", user);
        TaskContext context = with(user, "ann").with("subscription", 7).with("more", 8);

        TaskContext inside = context.call(TaskContext::capture);

        assertThat(inside.get("subscription")).isEqualTo(7);
        assertThat(inside.get("user")).isEqualTo("ann");
        assertThat(TaskContext.capture().get("subscription")).isNull();
        Map<Object, Object> all = new HashMap<>();
        inside.forEach(all::put);
        assertThat(all).isEqualTo(Map.of("user", "ann", "subscription", 7, "more", 8));
        assertThat(inside.with("more", null).get("more")).isNull();
    }

    @Test
    void toString_showsKeysAndNoValues() {
        TaskContext.register("user", user);

        assertThat(with(user, "a secret")).hasToString("context of [user]");
    }

    // ------------------------------------------------------------------------------------------ in force

    @Test
    void nested_eachRestoresWhatItFound() {
        TaskContext.register("user", user);
        TaskContext ann = with(user, "ann");
        TaskContext bob = with(user, "bob");
        List<String> seen = new ArrayList<>();

        user.set("outside");
        ann.run(() -> {
            seen.add(user.get());
            bob.run(() -> {
                seen.add(user.get());
                ann.run(() -> seen.add(user.get()));
                seen.add(user.get());
            });
            seen.add(user.get());
        });
        seen.add(user.get());

        assertThat(seen).containsExactly("ann", "bob", "ann", "bob", "ann", "outside");
    }

    @Test
    void wrapped_callablesAndFunctions_runInContext() throws Exception {
        TaskContext.register("user", user);
        TaskContext ann = with(user, "ann");
        List<String> seen = new ArrayList<>();

        assertThat(ann.wrap((Callable<String>) user::get).call()).isEqualTo("ann");
        assertThat(ann.<String, String>wrapFunction(value -> value + user.get()).apply("by ")).isEqualTo("by ann");
        ann.<String>wrapConsumer(value -> seen.add(value + user.get())).accept("for ");

        assertThat(seen).containsExactly("for ann");
        assertThat(user.get()).isNull();
    }

    @Test
    void poll_withTwoThreadLocals_allocatesNothing() throws Exception {
        TaskContext.register("user", user);
        TaskContext.register("trace", trace);
        user.set("ann");
        trace.set(new Object());
        Pollable<String> pollable = TaskContext.capture().wrap(waker -> Poll.pending());
        user.set("other");
        trace.set(null);
        for (int i = 0; i < 20_000; i++) {
            pollable.poll(Waker.NOOP);
        }

        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            pollable.poll(Waker.NOOP);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / 10_000).as("bytes for each poll").isZero();
    }

    @Test
    void valueInForceAlready_isNotSetAgain() throws Exception {
        List<String> calls = new ArrayList<>();
        TaskContext.register(new ThreadContextAccessor<Object>() {
            private Object value = "same";

            @Override
            public Object key() {
                return "trace";
            }

            @Override
            public Object get() {
                return value;
            }

            @Override
            public void set(Object to) {
                calls.add("set " + to);
                value = to;
            }

            @Override
            public void clear() {
                calls.add("clear");
                value = null;
            }
        });
        TaskContext context = TaskContext.capture();

        context.call(() -> calls.add("body"));
        assertThat(calls).containsExactly("body");

        context.with("trace", null).call(() -> calls.add("body"));
        assertThat(calls).containsExactly("body", "clear", "body", "set same");
    }

    // ------------------------------------------------------------------------------------------ accessors that throw

    private TaskContext annAndFaulty() {
        TaskContext.register("user", user);
        TaskContext.register(faulty);
        TaskContext.register("trace", trace);
        faulty.local.set("good");
        trace.set("a trace");
        try {
            return with(user, "ann");
        } finally {
            faulty.local.remove();
            trace.remove();
        }
    }

    private List<Object> pollOnce(TaskContext context) throws Exception {
        List<Object> seen = new ArrayList<>();
        user.set("before");
        trace.set("before");
        faulty.local.set("before");
        context.wrap(waker -> {
            seen.add(user.get());
            seen.add(faulty.local.get());
            seen.add(trace.get());
            return Poll.pending();
        }).poll(Waker.NOOP);
        assertThat(List.of(user.get(), trace.get(), faulty.local.get())).as("after the poll").containsOnly("before");
        return seen;
    }

    @Test
    void accessorThatThrowsInSet_isReportedOnceAndTheThreadRestored() throws Exception {
        TaskContext context = annAndFaulty();
        faulty.inSet = new IllegalStateException("set");

        assertThat(pollOnce(context)).containsExactly("ann", "good", "a trace");

        assertThat(hooks.late()).containsExactly(faulty.inSet);
    }

    @Test
    void accessorThatThrowsInGet_isReportedOnceAndLeftAlone() throws Exception {
        TaskContext context = annAndFaulty();
        faulty.inGet = new IllegalStateException("get");

        assertThat(pollOnce(context)).containsExactly("ann", "before", "a trace");

        assertThat(hooks.late()).containsExactly(faulty.inGet);
    }

    @Test
    void accessorThatThrowsInRestore_isReportedOnceAndTheOthersRestored() throws Exception {
        TaskContext context = annAndFaulty();
        faulty.inRestore = new IllegalStateException("restore");

        assertThat(pollOnce(context)).containsExactly("ann", "good", "a trace");

        assertThat(hooks.late()).containsExactly(faulty.inRestore);
    }

    @Test
    void accessorThatThrowsAtTheCapture_isReportedAndLeftOut() {
        faulty.inGet = new IllegalStateException("get");
        TaskContext context = annAndFaulty();

        assertThat(context.get("user")).isEqualTo("ann");
        assertThat(context.get("faulty")).isNull();
        assertThat(hooks.late()).containsExactly(faulty.inGet);
    }
}
