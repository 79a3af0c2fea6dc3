package dev.crossweave.verification.matrix;

import dev.crossweave.TaskContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The thread-local that goes along, under the key by which Reactor's Context has it too. */
final class Tenant {

    static final String KEY = "matrix-tenant";

    private static final ThreadLocal<@Nullable Object> TENANT = new ThreadLocal<>();

    private Tenant() {
    }

    static void register() {
        TaskContext.register(KEY, TENANT);
    }

    static void unregister() {
        TaskContext.unregister(KEY);
    }

    static @Nullable Object here() {
        return TENANT.get();
    }

    /** Makes something where the tenant is this one. */
    static <R> R with(Object tenant, Callable<R> made) throws Exception {
        TENANT.set(tenant);
        try {
            return made.call();
        } finally {
            TENANT.remove();
        }
    }
}
