package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who is woken by what a raw generator awaits (L11), and that it leaves its consumer's thread able to wake. */
class WakesOfGeneratorsTest {

    private final Completer<String> awaited = new Completer<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Waker consumer = wakes::incrementAndGet;

    private PollableStream<String> awaiting(Task<String> task) {
        return LoomGenerators.generate(1, emitter -> emitter.emit(emitter.await(task)));
    }

    // ------------------------------------------------------------------------------------------ whose registration

    @Test
    void drop_ofOneOfTwoGeneratorsThatAwaitTheSameTask_leavesTheOthersRegistration() { // L4
        PollableStream<String> kept = awaiting(awaited);
        PollableStream<String> left = awaiting(awaited);
        assertThat(kept.poll(consumer)).isEqualTo(PollableStream.Next.PENDING);
        assertThat(left.poll(consumer)).isEqualTo(PollableStream.Next.PENDING);

        left.drop();
        awaited.complete("there");

        assertThat(wakes).hasValue(1);
        assertThat(kept.poll(consumer)).isEqualTo(PollableStream.Next.ITEM);
        assertThat(kept.take()).isEqualTo("there");
        kept.drop();
    }

    @Test
    void poll_withAnotherWaker_leavesTheRegistrationThatTheConsumerHasItself() { // L4
        List<String> woken = new ArrayList<>();
        Waker first = () -> woken.add("first");
        PollableStream<String> stream = awaiting(awaited);
        awaited.poll(first);
        stream.poll(first);

        stream.poll(() -> woken.add("second")); // from here on the generator wakes this one
        awaited.complete("there");

        assertThat(woken).containsExactlyInAnyOrder("first", "second");
        stream.drop();
    }

    @Test
    void wake_afterTheDrop_reachesNobody() {
        AtomicReference<Waker> handed = new AtomicReference<>();
        PollableStream<String> stream = LoomGenerators.generate(1, emitter -> emitter.await(waker -> {
            handed.set(waker);
            return Poll.pending();
        }));
        stream.poll(consumer);
        handed.get().wake();
        assertThat(wakes).hasValue(1);

        stream.drop();
        handed.get().wake();

        assertThat(wakes).hasValue(1);
    }

    // ------------------------------------------------------------------------------------------ in the midst of waking

    /** Suspended in there, the thread would be left in the midst of waking, with nobody to go on with it. */
    @Test
    void emit_inAPollThatItRunsInline_isRefused_andTheThreadWakesAsBefore() throws Exception { // L17
        AtomicReference<Task<Void>> inside = new AtomicReference<>();
        PollableStream<String> stream = LoomGenerators.generate(1, emitter -> {
            inside.set(Tasks.on(Schedule.inline()).spawn(waker -> {
                emitter.emit("kept: it was emitted before it could not be suspended");
                return Poll.ready(null);
            }));
            emitter.emit("next");
        });
        assertThat(stream.poll(consumer)).isEqualTo(PollableStream.Next.ITEM);

        awaited.poll(consumer);
        awaited.complete("there");

        assertThat(wakes).hasValue(1);
        assertThat(inside.get().exceptionNow()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Schedule.inline()").hasMessageContaining(Thread.currentThread().toString());
        stream.take();
        assertThat(stream.poll(consumer)).isEqualTo(PollableStream.Next.ITEM);
        assertThat(stream.take()).isEqualTo("next"); // it goes on outside
        stream.drop();
    }

    @Test
    void await_inAWakeThatItCauses_isRefused() { // L17
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Completer<String> completed = new Completer<>();
        PollableStream<String> stream = LoomGenerators.generate(1, emitter -> {
            completed.poll(() -> {
                try {
                    emitter.await(awaited);
                } catch (Exception e) {
                    refused.set(e);
                }
            });
            completed.complete("now");
            emitter.emit("next");
        });

        assertThat(stream.poll(consumer)).isEqualTo(PollableStream.Next.ITEM);

        assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("inside of a wake");
        assertThat(awaited.toString()).doesNotContain("await"); // and it has let go
        stream.drop();
    }

    /** There the waking is below the consumer, and suspending the generator leaves it alone. */
    @Test
    void consumer_thatIsWokenInline_suspendsItsGeneratorAsAnyOther() throws Exception {
        List<String> seen = new ArrayList<>();
        Task<Void> task = Tasks.on(Schedule.inline()).spawn(LoomGenerators.<String>generate(1, emitter -> {
            emitter.emit("first");
            emitter.emit(emitter.await(awaited));
            emitter.emit("last");
        }).forEach(seen::add));
        assertThat(seen).containsExactly("first");

        awaited.complete("there");

        assertThat(seen).containsExactly("first", "there", "last");
        task.join();
    }
}
