package dev.crossweave.samples.spring;

import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;
import reactor.util.context.Context;

/**
 * For whom a request is made. It comes in the header {@value #HEADER}, is put into Reactor's context, and is a thread-local
 * wherever code runs for the request: Reactor sees to that in its operators ({@code spring.reactor.context-propagation=auto}),
 * Crossweave in its tasks, since both know the accessor that is registered here.
 */
@Configuration(proxyBeanMethods = false)
public class TenantContext {

    static final String HEADER = "X-Tenant";
    private static final String KEY = "tenant";
    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    static {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, TENANT::get, TENANT::set, TENANT::remove);
    }

    /** Who the current code runs for. */
    static String current() {
        String tenant = TENANT.get();
        if (tenant == null) {
            throw new MissingTenant();
        }
        return tenant;
    }

    @Bean
    WebFilter tenantOfTheHeader() {
        return (exchange, chain) -> {
            String tenant = exchange.getRequest().getHeaders().getFirst(HEADER);
            return tenant == null
                    ? chain.filter(exchange)
                    : chain.filter(exchange).contextWrite(Context.of(KEY, tenant));
        };
    }

    /** The context isn't there: it wasn't sent, or somebody lost it. */
    static final class MissingTenant extends RuntimeException {
        private static final long serialVersionUID = 1;

        MissingTenant() {
            super("expected the header " + HEADER + " with the name of the tenant; send it with every request");
        }
    }
}
