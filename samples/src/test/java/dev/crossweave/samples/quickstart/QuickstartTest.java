package dev.crossweave.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Single;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class QuickstartTest {

    @Test
    void page_ofThreeEcosystems_isOneFuture() throws Exception {
        assertThat(Quickstart.page(Mono.just("lamp"), Single.just(20), () -> 3).get())
                .isEqualTo("lamp: 20 EUR, 3 left");
    }

    @Test
    void page_ofAFailingSingle_failsWithTheSameObjectAndCancelsTheMono() {
        IllegalStateException failure = new IllegalStateException("no price");
        CountDownLatch cancelled = new CountDownLatch(1);
        Mono<String> never = Mono.<String>never().doOnCancel(cancelled::countDown);
        CompletableFuture<String> page = Quickstart.page(never, Single.error(failure), () -> 3);
        assertThatThrownBy(page::get).isInstanceOf(ExecutionException.class).cause().isSameAs(failure);
        assertThat(cancelled.getCount()).isZero();
    }

    @Test
    void page_cancelled_interruptsTheThread() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<String> page = Quickstart.page(Mono.just("lamp"), Single.never(), () -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return 0;
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        page.cancel(true);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void executor_runsWhatIsReady() throws Exception {
        assertThat(Quickstart.executor()).isEqualTo("polled");
    }
}
