package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Catches what goes to the process-wide {@link Hooks} during one test. A test that doesn't look at the late errors must
 * not cause any.
 */
final class CaughtHooks implements BeforeEachCallback, AfterEachCallback {

    private final List<Throwable> late = new CopyOnWriteArrayList<>();
    private final List<Object> discarded = new CopyOnWriteArrayList<>();
    private volatile boolean looked;

    List<Throwable> late() {
        looked = true;
        return late;
    }

    List<Object> discarded() {
        return discarded;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        reset();
        Hooks.onLateError(late::add);
        Hooks.onDiscard(discarded::add);
    }

    /** Forgets what was caught so far, for tests of many rounds. */
    void reset() {
        late.clear();
        discarded.clear();
        looked = false;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hooks.onLateError(null);
        Hooks.onDiscard(null);
        if (!looked) {
            assertThat(late).as("late errors that the test didn't expect").isEmpty();
        }
    }
}
