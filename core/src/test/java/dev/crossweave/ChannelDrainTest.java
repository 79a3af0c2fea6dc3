package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel whose consumer is a publisher's subscriber: it gets many items in one call to the stream. */
class ChannelDrainTest {

    private final List<Integer> items = new ArrayList<>();

    private void subscribe(Channel<Integer> channel, Consumer<Integer> onItem) {
        FlowStreams.toPublisher(channel.stream()).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Integer item) {
                items.add(item);
                onItem.accept(item);
            }

            @Override
            public void onError(Throwable thrown) {
                throw new AssertionError(thrown);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("nobody has completed the channel");
            }
        });
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void sends_thatWait_areAllTold(int capacity) {
        Channel<Integer> channel = Channel.bounded(capacity);
        List<Task<Void>> sends = new ArrayList<>();
        upTo(30).forEach(item -> sends.add(channel.send(item)));

        subscribe(channel, item -> {
        });

        assertThat(items).isEqualTo(upTo(30));
        assertThat(sends).allMatch(Task::isDone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7})
    void room_isThereWhileTheSubscriberHasAnItem(int capacity) { // S1
        Channel<Integer> channel = Channel.bounded(capacity);
        List<Channel.Sent> sent = new ArrayList<>();
        channel.trySend(0);

        subscribe(channel, item -> {
            if (item < 100) {
                sent.add(channel.trySend(item + 1));
            }
        });

        assertThat(items).isEqualTo(upTo(101));
        assertThat(sent).containsOnly(Channel.Sent.SENT);
    }
}
