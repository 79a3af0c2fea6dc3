package dev.crossweave.verification.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large numbers: wakes, items and faults, each in a short form for every build and in the long one. */
class SoakTest {

    private static final int WAKES = 10_000_000;
    private static final int FAULTY_TASKS = 1_000_000;
    private static final int WAITERS = 1_000_000;

    /** A hang is told from a busy machine by this much. */
    private static final Duration LIMIT = Duration.ofMinutes(8);

    private static final long START = System.nanoTime();
    private static int parts;
    private static final List<String> KEPT = new ArrayList<>();

    private static void wakes(int count) throws Exception {
        begin(count + " wakes");
        WakeSoak.wakes(count, LIMIT);
        KEPT.add(count + " wakes answered");
    }

    private static void items(int count, int capacity) throws Exception {
        begin(count + " items");
        WakeSoak.items(count, capacity, LIMIT);
        KEPT.add(count + " items by a channel of " + capacity);
    }

    private static void faults(int tasks) throws Exception {
        begin(tasks + " tasks that throw");
        FaultSoak.Tally tally = FaultSoak.run(tasks, LIMIT);
        assertThat(tally.ended()).isEqualTo(tasks);
        assertThat(List.of(tally.values(), tally.failures(), tally.cancelled(), tally.faults())).as("%s", tally)
                .allMatch(some -> some > tasks / 100); // else the lots are drawn badly, and nothing was shown
        KEPT.add(tally.faults() + " faults in " + tasks + " tasks contained");
    }

    private static void waiters(int count) throws Exception {
        begin(count + " virtual threads that wait");
        long bytes = WaiterSoak.onTheJdksScheduler(count, LIMIT);
        KEPT.add(count + " virtual threads woken, " + bytes + " B each");
    }

    private static void steppedWaiters(int count) throws Exception {
        begin(count + " stepped threads that wait");
        long bytes = WaiterSoak.onOneLoop(count, LIMIT);
        KEPT.add(count + " stepped threads woken, " + bytes + " B each");
    }

    private static void begin(String part) {
        parts++;
        System.err.println("soak: " + part);
    }

    @AfterAll
    static void report() {
        long seconds = (System.nanoTime() - START) / 1_000_000_000;
        System.out.printf("soak: %d of %d kept: %s, %dm%ds%n", KEPT.size(), parts, String.join(", ", KEPT),
                seconds / 60,
                seconds % 60);
    }

    @Test
    void wakes_fromSeveralThreads_areAllAnswered() throws Exception {
        wakes(WAKES / 20);
    }

    @Test
    void items_fromSeveralThreads_allArriveInOrder() throws Exception {
        items(WAKES / 20, Channel.DEFAULT_CAPACITY);
    }

    @Test
    void items_throughAFullChannel_allArriveInOrder() throws Exception {
        items(WAKES / 400, 2);
    }

    @Test
    void faults_everywhere_strandAndLoseNothing() throws Exception {
        faults(FAULTY_TASKS / 20);
    }

    @Test
    void virtualThreads_thatWait_areAllWoken() throws Exception {
        waiters(WAITERS / 50);
    }

    @Test
    void steppedThreads_thatWait_areAllWoken() throws Exception {
        steppedWaiters(WAITERS / 50);
    }

    @Tag("long")
    @Test
    void wakes_tenMillion_areAllAnswered() throws Exception {
        wakes(WAKES);
    }

    @Tag("long")
    @Test
    void items_tenMillion_allArriveInOrder() throws Exception {
        items(WAKES, Channel.DEFAULT_CAPACITY);
    }

    @Tag("long")
    @Test
    void items_halfAMillionThroughAFullChannel_allArriveInOrder() throws Exception {
        items(WAKES / 20, 2);
    }

    @Tag("long")
    @Test
    void faults_inAMillionTasks_strandAndLoseNothing() throws Exception {
        faults(FAULTY_TASKS);
    }

    @Tag("long")
    @Test
    void virtualThreads_aMillionThatWait_areAllWoken() throws Exception {
        waiters(WAITERS);
    }

    @Tag("long")
    @Test
    void steppedThreads_aMillionThatWait_areAllWoken() throws Exception {
        steppedWaiters(WAITERS);
    }
}
