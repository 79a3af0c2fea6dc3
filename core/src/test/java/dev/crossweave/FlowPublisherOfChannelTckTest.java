package dev.crossweave;

import java.util.concurrent.FutureTask;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** A stream whose items another thread sends: signals come from there, and from the calls of the subscriber. */
public class FlowPublisherOfChannelTckTest extends FlowPublisherTck {

    private RunQueue queue;
    private FutureTask<Void> producing;

    @BeforeClass
    public void startProducers() {
        queue = new RunQueue();
        producing = Threads.start(queue::runUntilClosed);
    }

    @AfterClass
    public void stopProducers() {
        queue.close();
        Threads.await(producing);
    }

    @Override
    PollableStream<Integer> stream(long elements) {
        Channel<Integer> channel = Channel.bounded(16);
        Tasks.on(queue).spawn(new Producer(channel, elements)).start();
        return channel.stream();
    }

    /** Sends so many numbers, each when there is room, and completes. */
    private static final class Producer implements Pollable<Void> {
        private final Channel<Integer> channel;
        private final long elements;
        private int next;
        private Task<Void> sending = Tasks.value(null);

        Producer(Channel<Integer> channel, long elements) {
            this.channel = channel;
            this.elements = elements;
        }

        @Override
        public Poll<Void> poll(Waker waker) {
            while (sending.poll(waker).isReady()) {
                if (next == elements || channel.isClosed()) {
                    channel.complete();
                    return Poll.ready(null);
                }
                sending = channel.send(next++);
            }
            return Poll.pending();
        }
    }
}
