package dev.crossweave;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A thread-local that is registered with {@link TaskContext} during one test. */
final class Tenant implements BeforeEachCallback, AfterEachCallback {

    static final String KEY = "tenant";

    private final ThreadLocal<String> local = new ThreadLocal<>();

    /** What this thread has. */
    String get() {
        return local.get();
    }

    void set(String value) {
        local.set(value);
    }

    /** Makes something as this tenant, and is on this thread what it was before. */
    <T> T as(String tenant, Callable<T> make) {
        String before = local.get();
        local.set(tenant);
        try {
            return make.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            local.set(before);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TaskContext.register(KEY, local);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TaskContext.unregister(KEY);
        local.remove();
    }
}
