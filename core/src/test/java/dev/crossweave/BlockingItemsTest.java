package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** L12, L13 and the laws of streams for a thread that waits for items. */
class BlockingItemsTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private final Channel<Integer> channel = Channel.bounded(4);
    private final BlockingItems<Integer> items = channel.stream().blockingItems();

    static Stream<ThreadFactory> threads() {
        return Stream.of(Thread.ofPlatform().daemon().factory(), Thread.ofVirtual().factory());
    }

    private List<Integer> all() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        try (items) {
            while (items.next()) {
                seen.add(items.get());
            }
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("threads")
    void items_thatComeOneByOne_areWaitedForInOrder(ThreadFactory threads) throws Exception { // S2
        FutureTask<List<Integer>> reading = new FutureTask<>(this::all);
        Thread reader = threads.newThread(reading);
        reader.start();
        for (int i = 0; i < 10; i++) {
            Threads.awaitParked(reader);
            channel.send(i).join();
        }
        Threads.awaitParked(reader);
        channel.complete();

        assertThat(Threads.await(reading)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void items_onTheThreadOfAForkJoinPool_areWaitedFor() throws Exception {
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            ForkJoinTask<List<Integer>> reading = pool.submit(this::all);
            for (int i = 0; i < 100; i++) {
                channel.send(i).join();
            }
            channel.complete();

            assertThat(reading.get(Threads.LIMIT_SECONDS, TimeUnit.SECONDS)).hasSize(100);
        }
    }

    @ParameterizedTest
    @MethodSource("threads")
    void next_interruptedWhileItWaits_throwsWithTheFlagCleared_andClosingCancelsTheSource(ThreadFactory threads) { // L13, S3
        FutureTask<Boolean> reading = new FutureTask<>(() -> {
            assertThatThrownBy(this::all).isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        Thread reader = threads.newThread(reading);
        reader.start();
        Threads.awaitParked(reader);
        reader.interrupt();

        assertThat(Threads.await(reading)).isFalse();
        assertThat(channel.trySend(1)).isEqualTo(Channel.Sent.CLOSED);
    }

    @Test
    void next_interruptedBeforeAnItemThatIsThere_givesTheItemAndKeepsTheFlag() throws InterruptedException { // L13
        channel.trySend(1);
        Thread.currentThread().interrupt();

        assertThat(items.next()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(items.get()).isEqualTo(1);
    }

    @Test
    void next_afterAFailure_throwsTheVeryObject_behindTheItemsBeforeIt() throws InterruptedException { // L2, S2
        IOException failure = new IOException("scripted");
        channel.trySend(1);
        channel.fail(failure);

        assertThat(items.next()).isTrue();
        assertThatThrownBy(items::next).isSameAs(failure);
        assertThatThrownBy(items::get).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void next_ofAStreamThatSomebodyElseCancelled_saysSo() { // L5
        channel.cancelled(null);

        assertThatThrownBy(items::next).isInstanceOf(CancellationException.class);
    }

    @Test
    void next_onAThreadThatMustNotBlock_isRefusedUnlessAnItemIsThere() throws InterruptedException { // L12
        Thread loop = Thread.currentThread();
        NonBlockingThreads loops = thread -> thread == loop;
        NonBlockingThreads.register(loops);
        try {
            assertThatThrownBy(items::next).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must not block");
            channel.trySend(1);
            assertThat(items.next()).isTrue();
        } finally {
            NonBlockingThreads.unregister(loops);
        }
    }

    @Test
    void wrongUse_isRefused() { // L17
        assertThatThrownBy(items::get).isInstanceOf(IllegalStateException.class).hasMessageContaining("next()");
        items.close();
        items.close();
        assertThatThrownBy(items::next).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }
}
