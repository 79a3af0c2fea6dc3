package dev.crossweave.testkit;

import static dev.crossweave.testkit.Trait.COLD;
import static dev.crossweave.testkit.Trait.FAILS_LATE;
import static dev.crossweave.testkit.Trait.HANDLE_HAS_NULL;
import static dev.crossweave.testkit.Trait.LETS_GO_LATER;
import static dev.crossweave.testkit.Trait.ROUND_TRIPS;
import static dev.crossweave.testkit.Trait.SOURCE_HAS_NULL;
import static dev.crossweave.testkit.Trait.TAKES_OWNERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.crossweave.Outcome;
import dev.crossweave.Ownership;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Each law is able to fail: a deliberately wrong adapter breaks the law that it was made to break, and no other. */
class SabotageTest {

    /** The mistake of the run at hand, null for none. JUnit makes the class with the laws by itself. */
    private static Sabotage sabotage;

    @Test
    void rightAdapter_keepsAllLaws() {
        Events tests = run(null);

        assertThat(tests.failed().stream().map(SabotageTest::message)).isEmpty();
        assertThat(tests.succeeded().stream().map(SabotageTest::law).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l10", "l13", "l15", "l16",
                        "l17",
                        "l18");
    }

    @ParameterizedTest
    @EnumSource
    void wrongAdapter_breaksItsLaw(Sabotage mistake) {
        List<Event> failed = run(mistake).failed().list();

        assertThat(failed).extracting(SabotageTest::law).as("laws broken by %s", mistake).isNotEmpty()
                .containsOnly(mistake.law);
        assertThat(failed).extracting(SabotageTest::message).allSatisfy(message -> assertThat(message)
                .startsWith(mistake.law.toUpperCase() + " ").contains("expected ").contains("came "));
    }

    @Test
    void everyLaw_hasASabotage() {
        Set<String> laws = Arrays.stream(AdapterLaws.class.getMethods()).map(method -> method.getName().split("_")[0])
                .filter(name -> name.matches("l\\d+")).collect(Collectors.toSet());

        assertThat(Arrays.stream(Sabotage.values()).map(mistake -> mistake.law)).containsAll(laws);
    }

    private static Events run(Sabotage mistake) {
        sabotage = mistake;
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(SabotagedLaws.class)).execute().testEvents();
    }

    private static String law(Event event) {
        MethodSource method =
                (MethodSource) event.getTestDescriptor().getParent().orElseThrow().getSource().orElseThrow();
        return method.getMethodName().split("_")[0];
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow().getMessage();
    }

    /** Not found by the build, which looks for names that end with Test: run by the tests above. */
    static class SabotagedLaws extends AdapterLaws<Supplier<CompletableFuture<Object>>> {
        @Override
        protected AdapterFixture<Supplier<CompletableFuture<Object>>> fixture() {
            return new SabotagedFixture(sabotage);
        }

        @Override
        protected Duration patience() {
            return sabotage == null ? super.patience() : Duration.ofSeconds(1);
        }
    }

    private static final class SabotagedFixture extends FutureFixture<Supplier<CompletableFuture<Object>>> {
        private final Sabotage sabotage;

        SabotagedFixture(Sabotage sabotage) {
            this.sabotage = sabotage;
        }

        @Override
        public Set<Trait> traits() {
            EnumSet<Trait> traits =
                    EnumSet.of(COLD, SOURCE_HAS_NULL, HANDLE_HAS_NULL, ROUND_TRIPS, FAILS_LATE, LETS_GO_LATER);
            if (sabotage == null || sabotage.law.equals("l4")) {
                traits.add(TAKES_OWNERSHIP); // a SHARED task needs handles that release: else L6 would break L4 too
            }
            return traits;
        }

        @Override
        public SourceProbe<Supplier<CompletableFuture<Object>>> source() {
            return new PatientSource();
        }

        @Override
        public Task<Object> toTask(Supplier<CompletableFuture<Object>> source) {
            return toTask(source, Ownership.OWNED);
        }

        @Override
        public Task<Object> toTask(Supplier<CompletableFuture<Object>> source, Ownership ownership) {
            return SabotagedAdapter.toTask(source, ownership, sabotage);
        }

        @Override
        public HandleProbe handle(Task<Object> task) {
            return probe(SabotagedAdapter.toFuture(task, sabotage));
        }

        @Override
        public Task<Object> roundTrip(Task<Object> task) {
            return SabotagedAdapter.roundTrip(task, sabotage);
        }
    }

    /** A supplier of a future that does nothing when it is cancelled but count, and ends when it lets go. */
    private static final class PatientSource extends SourceProbe<Supplier<CompletableFuture<Object>>> {
        private final Supplier<CompletableFuture<Object>> supplier = this::begin;
        private volatile PatientFuture future;

        @Override
        public Supplier<CompletableFuture<Object>> source() {
            return supplier;
        }

        private CompletableFuture<Object> begin() {
            started();
            PatientFuture begun = new PatientFuture(this::cancelled);
            future = begun;
            onEnd(outcome -> {
                if (cancels() == 0) {
                    begun.end(outcome);
                }
            });
            return begun;
        }

        @Override
        public void letGo() {
            super.letGo();
            PatientFuture begun = future;
            if (begun != null && cancels() > 0) {
                Outcome<Object> decided = peekEnd();
                begun.end(decided == null ? Poll.cancelled(null) : decided);
            }
        }
    }

    private static final class PatientFuture extends FutureFixture.CountedFuture {
        private final Runnable asked;

        PatientFuture(Runnable asked) {
            super(() -> {
            });
            this.asked = asked;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            asked.run();
            return false;
        }
    }
}
