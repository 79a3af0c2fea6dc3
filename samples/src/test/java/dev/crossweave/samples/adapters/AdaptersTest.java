package dev.crossweave.samples.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.crossweave.Adapters;
import dev.crossweave.Completer;
import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.Task;
import dev.crossweave.spi.Descriptor;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

/** Every registered type of one value into every other, those of third parties included. */
class AdaptersTest {

    /** One conversion of a source that has not ended, and the reader of its result. */
    private record Path(Descriptor from, Descriptor to, Origin origin, CompletableFuture<?> seen) {

        static Path of(Descriptor from, Descriptor to) {
            Origin origin = new Origin();
            Object source = Native.OF_TYPE.get(from.type()).source().apply(origin);
            Object handle = Adapters.convert(source, to.type());
            assertThat(handle).isInstanceOf(to.type());
            return new Path(from, to, origin, Native.OF_TYPE.get(to.type()).read().apply(handle));
        }

        Outcome<Object> outcome() throws Exception {
            return seen.<Outcome<Object>>handle((value, thrown) -> thrown == null
                    ? Poll.ready(value)
                    : Outcome.ofThrown(thrown)).get(10, TimeUnit.SECONDS);
        }
    }

    /** What is done on a path. */
    private interface Situation {
        void check(Path path) throws Exception;
    }

    private static List<Descriptor> singles() {
        return Adapters.registered().stream().filter(descriptor -> descriptor.arity() == Arity.ONE)
                .filter(descriptor -> descriptor.direction() == Descriptor.Direction.BOTH).toList();
    }

    private static Stream<DynamicTest> everyPair(Situation situation) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Descriptor from : singles()) {
            for (Descriptor to : singles()) {
                tests.add(DynamicTest.dynamicTest(
                        from.type().getSimpleName() + " to " + to.type().getSimpleName(),
                        () -> situation.check(Path.of(from, to))));
            }
        }
        return tests.stream();
    }

    /** Guards what is generated: nothing is left out. */
    @Test
    void registered_areTheTypesOfAllModulesAndOfThirdParties() {
        assertThat(singles()).extracting(Descriptor::type)
                .containsExactlyInAnyOrderElementsOf(Native.OF_TYPE.keySet());
    }

    /** A Completable holds none: it ends, which is the value null. */
    private static boolean holdsValues(Descriptor descriptor) {
        return descriptor.type() != Completable.class;
    }

    @TestFactory
    Stream<DynamicTest> value_arrives() { // L1
        return everyPair(path -> {
            path.origin.end(Poll.ready("value"));
            if (!holdsValues(path.to)) {
                assertThat(path.outcome()).isEqualTo(Poll.ready(null));
                return;
            }
            if (!holdsValues(path.from)) {
                return; // as null_arrives_orIsNoSuchElement
            }
            assertThat(path.outcome()).isEqualTo(Poll.ready("value"));
        });
    }

    @TestFactory
    Stream<DynamicTest> null_arrives_orIsNoSuchElement() { // L1
        return everyPair(path -> {
            if (!path.from.nullAllowed()) {
                return; // there is no such source
            }
            path.origin.end(Poll.ready(null));
            if (path.to.nullAllowed()) {
                assertThat(path.outcome()).isEqualTo(Poll.ready(null));
            } else {
                assertThat(path.outcome()).isInstanceOfSatisfying(Outcome.Failure.class,
                        failure -> assertThat(failure.cause()).isInstanceOf(NoSuchElementException.class));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> failure_isTheSameObject() { // L2
        return everyPair(path -> {
            Exception cause = new Exception("scripted");
            path.origin.end(Poll.failed(cause));
            assertThat(path.outcome()).isEqualTo(Poll.failed(cause));
        });
    }

    @TestFactory
    Stream<DynamicTest> cancellationBySomebodyElse_isCancelled() { // L5
        return everyPair(path -> {
            path.origin.end(Poll.cancelled(null));
            assertThat(path.outcome()).isInstanceOf(Outcome.Cancelled.class);
        });
    }

    @TestFactory
    Stream<DynamicTest> cancellingTheResult_reachesWhatIsOwned() { // L4, L6
        return everyPair(path -> {
            path.seen.cancel(false);
            assertThat(path.outcome()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(path.origin.cancels).hasValue(path.from.cancels() ? 1 : 0);
        });
    }

    @TestFactory
    Stream<DynamicTest> coldSource_startsOnce() { // L3
        return everyPair(path -> {
            path.origin.end(Poll.ready("value"));
            path.outcome();
            if (path.from.start() == Start.COLD) {
                assertThat(path.origin.starts).hasValue(1);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> taskOutAndBack_isTheSameTask() { // L15
        return singles().stream().filter(AdaptersTest::holdsValues)
                .map(descriptor -> DynamicTest.dynamicTest(descriptor.toString(), () -> {
                    Task<Object> task = new Completer<>();
                    assertThat(Adapters.toTask(Adapters.fromTask(task, descriptor.type()))).isSameAs(task);
                }));
    }

    @Test
    void adapterOfAThirdParty_isReachedByItsTypes() throws Exception {
        SettableFuture<String> future = SettableFuture.create();
        Mono<?> mono = Adapters.convert(future, Mono.class);
        future.set("from Guava");
        assertThat(mono.block()).isEqualTo("from Guava");

        CompletableFuture<?> completable =
                Adapters.convert(Uni.createFrom().item("from Mutiny"), CompletableFuture.class);
        assertThat(completable.get()).isEqualTo("from Mutiny");

        Single<?> single = Adapters.convert(Mono.just("from Reactor"), Single.class);
        assertThat(single.blockingGet()).isEqualTo("from Reactor");

        ListenableFuture<?> listenable = Adapters.convert(single, ListenableFuture.class);
        assertThat(listenable.get()).isEqualTo("from Reactor");
    }

    @Test
    void unknownType_isAnErrorThatListsThemAll() { // L17
        assertThatThrownBy(() -> Adapters.convert("text", Mono.class)).hasMessageContainingAll("java.lang.String",
                Mono.class.getName(), Single.class.getName(), Uni.class.getName(), ListenableFuture.class.getName(),
                CompletionStage.class.getName());
    }
}
