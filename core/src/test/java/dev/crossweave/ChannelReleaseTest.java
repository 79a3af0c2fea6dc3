package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L16 for channels: what was taken or discarded, and who waited, is not held. */
class ChannelReleaseTest {

    @RegisterExtension
    final CaughtHooks hooks = new CaughtHooks();

    private static void awaitGone(List<WeakReference<?>> references) {
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            System.gc();
            return references.stream().allMatch(reference -> reference.get() == null);
        });
    }

    /** The items go out of scope with the method. */
    private static List<WeakReference<?>> takeTwo(Channel<Object> channel, PollableStream<Object> stream) {
        Object first = new Object();
        Object second = new Object();
        CountingWaker consumer = new CountingWaker();
        stream.poll(consumer);
        channel.send(first);
        Task<?> waiting = channel.send(second);
        stream.poll(consumer);
        stream.take();
        stream.poll(Waker.NOOP);
        stream.take();
        return List.of(new WeakReference<>(first), new WeakReference<>(second), new WeakReference<>(waiting),
                new WeakReference<>(consumer));
    }

    @Test
    void items_thatWereTaken_areNotHeld() {
        Channel<Object> channel = Channel.bounded(1);
        PollableStream<Object> stream = channel.stream();
        List<WeakReference<?>> references = takeTwo(channel, stream);

        awaitGone(references);

        assertThat(stream.poll(Waker.NOOP)).isEqualTo(PollableStream.Next.PENDING);
    }

    private static List<WeakReference<?>> leaveTwo(Channel<Object> channel, PollableStream<Object> stream) {
        Object first = new Object();
        Object second = new Object();
        CountingWaker consumer = new CountingWaker();
        stream.poll(consumer);
        channel.send(first);
        Task<?> waiting = channel.send(second);
        stream.drop();
        assertThat(waiting.isCancelled()).isTrue();
        return List.of(new WeakReference<>(first), new WeakReference<>(second), new WeakReference<>(waiting),
                new WeakReference<>(consumer));
    }

    @Test
    void itemsAndSends_thatTheConsumerLeft_areNotHeld() {
        Channel<Object> channel = Channel.bounded(1);
        List<WeakReference<?>> references = leaveTwo(channel, channel.stream());
        assertThat(hooks.discarded()).hasSize(2);
        hooks.reset();

        awaitGone(references);

        assertThat(channel.isClosed()).isTrue();
    }
}
