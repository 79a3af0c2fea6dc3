package dev.crossweave.samples.migration;

import dev.crossweave.BlockingItems;
import dev.crossweave.PollableStream;
import dev.crossweave.Task;
import dev.crossweave.TaskScope;
import dev.crossweave.loom.LoomTasks;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The last step: blocking code on virtual threads, one for each request. */
public final class ThreadShipping implements Shipping {

    private final Carriers carriers;

    /** A service over these carriers. */
    public ThreadShipping(Carriers carriers) {
        this.carriers = carriers;
    }

    @Override
    public Task<Offer> cheapest(Parcel parcel) {
        return LoomTasks.fromCallable(() -> {
            String zone = LoomTasks.await(carriers.zone(parcel.postcode()));
            try (TaskScope scope = new TaskScope()) { // an interrupt, or a request that fails, ends them all
                List<Task<Optional<Offer>>> offers = carriers.names().stream()
                        .map(carrier -> scope.fork(LoomTasks.fromCallable(() -> offer(carrier, zone, parcel))))
                        .toList();
                return scope.join(() -> offers.stream().flatMap(offer -> offer.resultNow().stream())
                        .min(Comparator.comparingInt(Offer::cents))
                        .orElseThrow(() -> new NoSuchElementException("no carrier takes " + parcel)))
                        .join();
            }
        });
    }

    private Optional<Offer> offer(String carrier, String zone, Parcel parcel) throws InterruptedException {
        try {
            return Optional.of(new Offer(carrier, LoomTasks.await(carriers.price(carrier, zone, parcel.grams()))));
        } catch (Carriers.Down down) {
            return Optional.empty();
        }
    }

    @Override
    public PollableStream<Position> track(String parcel) {
        return ThreadStream.of(out -> {
            Position last = null;
            try (BlockingItems<Position> positions = carriers.positions(parcel).blockingItems()) {
                while (positions.next()) {
                    Position position = positions.get();
                    if (!position.equals(last)) {
                        out.send(position).join();
                        last = position;
                    }
                    if (position.delivered()) {
                        return;
                    }
                }
            }
        });
    }
}
