package dev.crossweave.samples.migration;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Waker;
import java.util.concurrent.CountDownLatch;

/** One request to the outside, which a test answers, and sees begin and end. */
final class Request<T> implements Pollable<T> {

    final Completer<T> answer = new Completer<>();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public Poll<T> poll(Waker waker) {
        begun.countDown();
        return answer.poll(waker);
    }

    @Override
    public void drop() {
        letGo.countDown();
    }
}
