package dev.crossweave.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import org.junit.jupiter.api.Test;

class CountingWakerTest {

    private final CountingWaker waker = new CountingWaker();

    @Test
    void fresh_countsNothing() {
        assertThat(waker.wakes()).isZero();
    }

    @Test
    void wake_fromManyThreads_countsEach() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 1_000; n++) {
                    waker.wake();
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(waker.wakes()).isEqualTo(4_000);
        assertThat(waker).hasToString("waker woken 4000 times");
    }

    @Test
    void endOfATask_wakesOnce() {
        Completer<String> task = new Completer<>();
        task.poll(waker);

        task.complete("done");

        assertThat(waker.wakes()).isEqualTo(1);
    }
}
