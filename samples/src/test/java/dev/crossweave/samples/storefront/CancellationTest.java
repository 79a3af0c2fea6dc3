package dev.crossweave.samples.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossweave.Hooks;
import dev.crossweave.Task;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that are cancelled at every moment of their lives, more of them at once than there are connections. */
class CancellationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 20;
    private static final int PAGES = 40;

    private final Queue<Throwable> lateErrors = new ConcurrentLinkedQueue<>();
    private Storefront shop;

    @BeforeEach
    void open() throws Exception {
        shop = Storefront.open();
        Hooks.onLateError(lateErrors::add);
        RxJavaPlugins.setErrorHandler(lateErrors::add);
        reactor.core.publisher.Hooks.onErrorDropped(lateErrors::add);
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
        Hooks.onLateError(null);
        RxJavaPlugins.setErrorHandler(null);
        reactor.core.publisher.Hooks.resetOnErrorDropped();
    }

    @Test
    void cancel_atAnyMoment_givesEverythingBackAndReportsNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Task<ProductPage>> pages = new ArrayList<>();
            for (int page = 0; page < PAGES; page++) {
                pages.add(cancelled("round-" + round + "-" + page, page % (Part.values().length + 1)));
            }
            await().atMost(PATIENCE).until(() -> pages.stream().allMatch(Task::isDone));
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(shop.journal().live()).as("parts at work").isZero();
            assertThat(shop.database().inUse()).as("connections in use").isZero();
        });
        assertThat(lateErrors).isEmpty();
        assertThat(page("after").join().product().id()).isEqualTo(49);
    }

    /** A page that is cancelled once so many parts have begun, which may be after its end. */
    private Task<ProductPage> cancelled(String id, int parts) throws InterruptedException {
        Task<ProductPage> page = page(id);
        assertThat(shop.journal().trace(id).await(trace -> trace.begun().size() >= parts || page.isDone(), PATIENCE))
                .isTrue();
        page.cancel();
        return page;
    }

    private Task<ProductPage> page(String id) {
        Trace trace = shop.journal().trace(id);
        return shop.page(new Request(id, 49, RequestReader.DEADLINE, new Faults(trace), trace));
    }
}
