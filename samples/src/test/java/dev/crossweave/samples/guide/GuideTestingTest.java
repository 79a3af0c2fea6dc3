package dev.crossweave.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Completer;
import dev.crossweave.Poll;
import dev.crossweave.Pollable;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.testkit.CountingWaker;
import dev.crossweave.testkit.ManualClock;
import dev.crossweave.testkit.SteppingSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The code of the guide's section on testing. */
class GuideTestingTest {

    @Test
    void steps_areTakenByTheTest() {
        SteppingSchedule schedule = new SteppingSchedule();
        Completer<String> name = new Completer<>();
        Task<String> greeting = Tasks.on(schedule).spawn(name.map(text -> "Hello " + text));

        schedule.step(); // the first poll finds no name
        assertThat(greeting.isDone()).isFalse();

        name.complete("Ann");
        assertThat(schedule.size()).isOne(); // woken, and scheduled once
        schedule.step();
        assertThat(greeting.resultNow()).isEqualTo("Hello Ann");
    }

    /** Writes its name three times, and lets others take their turn in between. */
    private static Pollable<Integer> writer(String name, List<String> log) {
        int[] written = {0};
        return waker -> {
            log.add(name);
            if (++written[0] == 3) {
                return Poll.ready(written[0]);
            }
            waker.wake();
            return Poll.pending();
        };
    }

    private static List<String> interleaved(long seed) {
        List<String> log = new ArrayList<>();
        SteppingSchedule schedule = new SteppingSchedule(seed); // any of the ready tasks, as the seed decides
        Tasks.on(schedule).spawn(writer("a", log));
        Tasks.on(schedule).spawn(writer("b", log));
        schedule.runAll();
        return log;
    }

    @Test
    void seed_replaysTheSameOrder() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(interleaved(seed)).as("seed %d", seed).hasSize(6).isEqualTo(interleaved(seed));
        }
        assertThat(interleaved(1)).isNotEqualTo(interleaved(4));
    }

    @Test
    void time_passesWhenTheTestSaysSo() {
        ManualClock clock = new ManualClock();
        Task<String> late = new Completer<String>().timeout(Duration.ofHours(1), clock);

        clock.advance(Duration.ofMinutes(59));
        assertThat(late.isDone()).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(late.exceptionNow()).isInstanceOf(TimeoutException.class);
    }

    @Test
    void wakes_areCounted() {
        Completer<String> name = new Completer<>();
        CountingWaker waker = new CountingWaker();

        assertThat(name.poll(waker)).isEqualTo(Poll.pending());
        name.complete("Ann");
        assertThat(waker.wakes()).isOne();
    }
}
