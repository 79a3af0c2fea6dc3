package dev.crossweave.testkit;

import dev.crossweave.Completer;
import dev.crossweave.Hooks;
import dev.crossweave.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** The cases of one law, each with a fixture of its own. */
final class Cases<S> {

    /** Tests one situation. */
    interface Check<S> {
        void run(Law law, AdapterFixture<S> fixture) throws Exception;
    }

    private final String law;
    private final Supplier<? extends AdapterFixture<S>> fixtures;
    private final Duration patience;
    private final Set<Trait> traits;
    private final List<DynamicTest> tests = new ArrayList<>();

    Cases(String law, Supplier<? extends AdapterFixture<S>> fixtures, Duration patience) {
        this.law = law;
        this.fixtures = fixtures;
        this.patience = patience;
        try (AdapterFixture<S> fixture = fixtures.get()) {
            this.traits = Set.copyOf(fixture.traits());
        }
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    void given(String situation, Check<S> check) {
        tests.add(DynamicTest.dynamicTest(situation, () -> {
            try (AdapterFixture<S> fixture = fixtures.get()) {
                check.run(new Law(law, situation, patience), fixture);
            } finally {
                Hooks.onLateError(null);
            }
        }));
    }

    /** A source and the task made of it, started unless it is hot. */
    record Running<S>(SourceProbe<S> source, Task<@Nullable Object> task) {
    }

    Running<S> running(Law law, AdapterFixture<S> fixture) throws InterruptedException {
        SourceProbe<S> source = fixture.source();
        return running(law, source, fixture.toTask(source.source()));
    }

    Running<S> running(Law law, SourceProbe<S> source, Task<@Nullable Object> task) throws InterruptedException {
        task.start();
        if (has(Trait.COLD)) {
            law.expect(source.awaitStart(patience), "a started task to start its source", source);
        }
        return new Running<>(source, task);
    }

    /** The ways to end a handle from outside; each case makes a handle of its own and takes the one of the same name. */
    List<HandleProbe.End> ends() {
        try (AdapterFixture<S> fixture = fixtures.get()) {
            Completer<@Nullable Object> task = new Completer<>();
            List<HandleProbe.End> ends = fixture.handle(task).ends();
            task.complete("the end of a task that was made to ask its handle for its ends");
            return ends;
        }
    }

    List<DynamicTest> list() {
        return tests;
    }
}
