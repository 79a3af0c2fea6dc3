package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ScopedValue that was registered is bound at each poll as it was where the task was made (L10). */
class ScopedValueContextTest {

    private static final ScopedValue<String> USER = ScopedValue.newInstance();
    private static final ScopedValue<String> OTHER = ScopedValue.newInstance();

    @RegisterExtension
    final Tenant tenant = new Tenant();

    private final Stepper stepper = new Stepper();

    @AfterEach
    void unregister() {
        TaskContext.unregister(USER);
        TaskContext.unregister(OTHER);
    }

    private static String bound(ScopedValue<String> value) {
        return value.isBound() ? value.get() : "unbound";
    }

    @Test
    void poll_andDrop_bindWhatWasCaptured() throws Exception {
        TaskContext.registerScopedValue(USER);
        TaskContext.registerScopedValue(OTHER);
        List<String> seen = new ArrayList<>();
        Pollable<String> pollable = new Pollable<>() {
            @Override
            public Poll<String> poll(Waker waker) {
                seen.add(bound(USER) + bound(OTHER) + tenant.get());
                waker.wake();
                return seen.size() == 1 ? Poll.pending() : Poll.ready("end");
            }

            @Override
            public void drop() {
                seen.add("drop " + bound(USER));
            }
        };
        Task<String> task = tenant.as("acme", () -> ScopedValue.where(USER, "ann").where(OTHER, "x")
                .call(() -> Tasks.on(stepper).spawn(pollable)));

        ScopedValue.where(USER, "of the thread").run(stepper::runAll);

        assertThat(seen).containsExactly("annxacme", "annxacme", "drop ann");
        assertThat(task.resultNow()).isEqualTo("end");
        assertThat(USER.isBound()).isFalse();
        assertThat(tenant.get()).isNull();
    }

    @Test
    void function_andFailingPoll_areBound() throws Exception {
        TaskContext.registerScopedValue(USER);
        Completer<String> source = new Completer<>();
        Exception thrown = new Exception("on purpose");

        Task<String> mapped = ScopedValue.where(USER, "ann").call(() -> source.map(value -> bound(USER)));
        Task<String> failed = ScopedValue.where(USER, "ann").call(() -> Tasks.on(stepper).spawn(waker -> {
            throw thrown;
        }));
        source.complete("value");
        stepper.runAll();

        assertThat(mapped.resultNow()).isEqualTo("ann");
        assertThat(failed.exceptionNow()).isSameAs(thrown);
    }

    @Test
    void unboundAtTheCapture_staysUnbound() {
        TaskContext.registerScopedValue(USER);

        Task<String> task = Tasks.on(stepper).spawn(waker -> Poll.ready(bound(USER)));
        stepper.runAll();

        assertThat(task.resultNow()).isEqualTo("unbound");
        assertThat(TaskContext.capture().get(USER)).isNull();
    }

    @Test
    void register_somethingElse_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TaskContext.registerScopedValue("a string"))
                .withMessageContaining("ScopedValue").withMessageContaining("a string");
    }
}
