package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Micrometer's accessors are used where Micrometer is on the class path (L10). */
class MicrometerContextTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final ContextRegistry registry = ContextRegistry.getInstance();
    private final ThreadLocal<String> user = new ThreadLocal<>();
    private final Stepper stepper = new Stepper();

    @AfterEach
    void unregister() {
        List.of("user", "scope", Slf4jThreadLocalAccessor.KEY).forEach(registry::removeThreadLocalAccessor);
        TaskContext.unregister("user");
        MDC.clear();
    }

    @Test
    void mdc_isThatOfTheTaskAtEachPoll() {
        registry.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
        List<String> seen = new ArrayList<>();
        MDC.put("request", "7");
        Task<String> task = Tasks.on(stepper).spawn(waker -> {
            seen.add(MDC.get("request"));
            MDC.put("request", "changed by the poll");
            waker.wake();
            return seen.size() < 3 ? Poll.pending() : Poll.ready("end");
        });
        MDC.clear();

        Threads.elsewhere(() -> {
            MDC.put("request", "of the thread");
            stepper.runAll();
            assertThat(MDC.get("request")).isEqualTo("of the thread");
            MDC.clear();
        });

        assertThat(seen).containsExactly("7", "7", "7");
        assertThat(task.isDone()).isTrue();
        assertThat(MDC.get("request")).isNull();
    }

    @Test
    void mdcOfAThread_isHiddenFromTasksMadeWithout() {
        registry.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
        Task<String> task = Tasks.on(stepper).spawn(waker -> Poll.ready(MDC.get("request")));

        MDC.put("request", "of the thread");
        stepper.runAll();

        assertThat(task.resultNow()).isNull();
        assertThat(MDC.get("request")).isEqualTo("of the thread");
    }

    @Test
    void accessorsThatComeAndGo_areSeenAtTheNextCapture() {
        user.set("ann");
        assertThat(TaskContext.capture().get("user")).isNull();

        registry.registerThreadLocalAccessor("user", user);
        assertThat(TaskContext.capture().get("user")).isEqualTo("ann");

        ThreadLocal<String> replacement = new ThreadLocal<>();
        replacement.set("bob");
        registry.registerThreadLocalAccessor("user", replacement); // the same number of accessors as before
        assertThat(TaskContext.capture().get("user")).isEqualTo("bob");

        registry.removeThreadLocalAccessor("user");
        assertThat(TaskContext.capture().get("user")).isNull();
    }

    @Test
    void keyOfBothRegistries_isTakenFromOurs() {
        ThreadLocal<String> ours = new ThreadLocal<>();
        registry.registerThreadLocalAccessor("user", user);
        TaskContext.register("user", ours);
        user.set("theirs");
        ours.set("ours");

        assertThat(TaskContext.capture().get("user")).isEqualTo("ours");
    }

    /** As tracing does it: each set opens a scope, and only restore closes it. */
    private static final class Scopes implements ThreadLocalAccessor<String> {
        final List<String> calls = new ArrayList<>();
        private String value;

        @Override
        public Object key() {
            return "scope";
        }

        @Override
        public String getValue() {
            return value;
        }

        @Override
        public void setValue(String to) {
            calls.add("open " + to);
            value = to;
        }

        @Override
        public void setValue() {
            calls.add("open none");
            value = null;
        }

        @Override
        public void restore(String before) {
            calls.add("close to " + before);
            value = before;
        }

        @Override
        public void restore() {
            calls.add("close");
            value = null;
        }
    }

    @Test
    void scopes_areOpenedBySetAndClosedByRestore() {
        Scopes scopes = new Scopes();
        registry.registerThreadLocalAccessor(scopes);
        scopes.value = "span";
        TaskContext span = TaskContext.capture();
        scopes.value = null;
        TaskContext none = TaskContext.capture();

        span.run(() -> none.run(() -> scopes.calls.add("body")));

        assertThat(scopes.calls).containsExactly("open span", "open none", "body", "close to span", "close");
    }
}
