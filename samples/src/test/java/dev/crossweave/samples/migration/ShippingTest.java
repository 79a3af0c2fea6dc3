package dev.crossweave.samples.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.BlockingItems;
import dev.crossweave.Hooks;
import dev.crossweave.Outcome;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.samples.migration.Shipping.Offer;
import dev.crossweave.samples.migration.Shipping.Parcel;
import dev.crossweave.samples.migration.Shipping.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the service does, whatever it is made of: each test runs at each step of the migration. */
@ParameterizedClass
@EnumSource
class ShippingTest {

    enum Step {
        RXJAVA(RxShipping::new), MIXED(MixedShipping::new), COROUTINES(CoroutineShipping::new), THREADS(
                ThreadShipping::new);

        final Function<Carriers, Shipping> service;

        Step(Function<Carriers, Shipping> service) {
            this.service = service;
        }
    }

    /** With a field of its own, as errors that mean something have: kotlinx copies those that have none, for their traces. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int status;

        Refused(int status) {
            super("refused with " + status);
            this.status = status;
        }
    }

    private static final Parcel PARCEL = new Parcel("10115", 500);

    @Parameter
    Step step;

    private final ScriptedCarriers carriers = new ScriptedCarriers();
    private final Queue<Throwable> lateErrors = new ConcurrentLinkedQueue<>();
    private Shipping shipping;

    @BeforeEach
    void make() {
        Hooks.onLateError(lateErrors::add);
        shipping = step.service.apply(carriers);
    }

    @AfterEach
    void close() {
        shipping.close();
        Hooks.onLateError(null);
        assertThat(lateErrors).isEmpty();
    }

    private Task<Offer> asked() throws InterruptedException {
        Task<Offer> task = shipping.cheapest(PARCEL).start();
        carriers.zone.answer.complete("A");
        for (Request<Integer> price : carriers.prices.values()) {
            came(price.begun);
        }
        return task;
    }

    private static void came(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cheapest_asksAllAtOnce_andTakesTheLeast() throws Exception {
        Task<Offer> task = asked();
        carriers.price("swift").answer.complete(900);
        carriers.price("ox").answer.complete(400);
        assertThat(task.join()).isEqualTo(new Offer("ox", 400));
        came(carriers.zone.letGo);
        came(carriers.price("ox").letGo);
        came(carriers.price("swift").letGo);
    }

    @Test
    void cheapest_notStarted_asksNobody() throws Exception {
        Task<Offer> task = shipping.cheapest(PARCEL);
        assertThat(carriers.zone.begun.getCount()).isOne();
        task.cancel();
        await().until(task::isCancelled);
        assertThat(carriers.zone.begun.getCount()).isOne();
    }

    @Test
    void cheapest_severalAwait_asksOnce() throws Exception {
        Task<Offer> task = asked();
        var future = task.toFuture();
        carriers.price("swift").answer.complete(900);
        carriers.price("ox").answer.complete(1_000);
        assertThat(future.get()).isSameAs(task.join()).isEqualTo(new Offer("swift", 900));
    }

    @Test
    void cheapest_carrierDown_isLeftOut() throws Exception {
        Task<Offer> task = asked();
        carriers.price("ox").answer.fail(new Carriers.Down("ox"));
        carriers.price("swift").answer.complete(900);
        assertThat(task.join()).isEqualTo(new Offer("swift", 900));
    }

    @Test
    void cheapest_allDown_saysSo() throws Exception {
        Task<Offer> task = asked();
        carriers.price("ox").answer.fail(new Carriers.Down("ox"));
        carriers.price("swift").answer.fail(new Carriers.Down("swift"));
        assertThatThrownBy(task::join).isInstanceOf(NoSuchElementException.class).hasMessageContaining("10115");
    }

    @Test
    void cheapest_requestFails_isTheSameObject_andTheOthersAreLetGo() throws Exception {
        Task<Offer> task = asked();
        Refused refused = new Refused(402);
        carriers.price("swift").answer.fail(refused);
        await().until(task::isDone);
        assertThat(task.exceptionNow()).isSameAs(refused);
        assertThat(refused).hasNoCause();
        came(carriers.price("ox").letGo);
    }

    @Test
    void cheapest_firstRequestFails_isTheSameObject() throws Exception {
        Task<Offer> task = shipping.cheapest(PARCEL).start();
        came(carriers.zone.begun);
        Refused refused = new Refused(404);
        carriers.zone.answer.fail(refused);
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).cause().isSameAs(refused);
        assertThat(carriers.price("ox").begun.getCount()).isOne();
    }

    @Test
    void cheapest_cancelled_letsGoOfTheRequestsUnderWay() throws Exception {
        Task<Offer> task = asked();
        carriers.price("ox").answer.complete(400);
        assertThat(task.cancel()).isTrue();
        await().until(task::isCancelled);
        came(carriers.price("swift").letGo);
        assertThat(carriers.price("swift").answer.isDone()).isFalse();
    }

    @Test
    void cheapest_handleCancelled_letsGoOfTheRequestsUnderWay() throws Exception {
        Task<Offer> task = asked();
        task.toFuture().thenApply(Offer::cents).cancel(true);
        came(carriers.price("ox").letGo);
        came(carriers.price("swift").letGo);
        await().until(task::isCancelled);
    }

    @Test
    void cheapest_callersTimeLimit_isAFailure_andLetsGo() throws Exception {
        Task<Offer> limited = asked().timeout(Duration.ofMillis(20));
        assertThatThrownBy(limited::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        came(carriers.price("ox").letGo);
        came(carriers.price("swift").letGo);
    }

    @Test
    void cheapest_requestCancelledByItsSource_isCancelled() throws Exception {
        Task<Offer> task = shipping.cheapest(PARCEL).start();
        came(carriers.zone.begun);
        carriers.zone.answer.cancelled(null);
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(task.isCancelled()).isTrue();
    }

    // ------------------------------------------------------------------------------------------ the stream

    private void send(String... places) throws Exception {
        for (String place : places) {
            carriers.positions.send(new Position(place, place.equals("home"))).join();
        }
    }

    @Test
    void track_givesEachPlaceOnce_untilDelivered() throws Exception {
        List<String> places = new ArrayList<>();
        send("depot", "depot", "road", "home");
        try (BlockingItems<Position> positions = shipping.track("p1").blockingItems()) {
            while (positions.next()) {
                places.add(positions.get().place());
            }
        }
        assertThat(places).containsExactly("depot", "road", "home");
        came(carriers.untracked);
    }

    @Test
    void track_comesAsItHappens_andDroppedItStopsTheSource() throws Exception {
        try (BlockingItems<Position> positions = shipping.track("p1").blockingItems()) {
            send("depot");
            assertThat(positions.next()).isTrue();
            assertThat(positions.get().place()).isEqualTo("depot");
            assertThat(carriers.untracked.getCount()).isOne();
        }
        came(carriers.untracked);
    }

    @Test
    void track_sourceFails_isTheSameObject_afterTheItemsBefore() throws Exception {
        Refused refused = new Refused(500);
        send("depot");
        carriers.positions.fail(refused);
        try (BlockingItems<Position> positions = shipping.track("p1").blockingItems()) {
            assertThat(positions.next()).isTrue();
            assertThatThrownBy(positions::next).isSameAs(refused);
        }
    }

    @Test
    void track_sourceCancelled_isCancelled() throws Exception {
        carriers.positions.cancelled(null);
        try (BlockingItems<Position> positions = shipping.track("p1").blockingItems()) {
            assertThatThrownBy(positions::next).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void track_notPolled_asksNobody() {
        PollableStream<Position> stream = shipping.track("p1");
        stream.drop();
        assertThat(carriers.looks).hasValue(0);
    }

    @Test
    void outcome_ofAnEndedTask_isKept() throws Exception {
        Task<Offer> task = asked();
        carriers.price("ox").answer.complete(1);
        carriers.price("swift").answer.complete(2);
        task.join();
        assertThat(task.cancel()).isFalse();
        assertThat(task.peek()).isEqualTo(new Outcome.Value<>(new Offer("ox", 1)));
    }
}
