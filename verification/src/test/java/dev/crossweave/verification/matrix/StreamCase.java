package dev.crossweave.verification.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossweave.Outcome;
import dev.crossweave.Poll;
import dev.crossweave.PollableStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One path of streams in one situation.
 *
 * @param kinds from the first to the last
 * @param bare false when something lies between at each hop, so that nothing is unwrapped
 * @param wrong what is done to each stream on the way; nothing, unless a test wants to see a failure
 * @param patience how long what must come is waited for
 */
record StreamCase(List<StreamKind> kinds, boolean bare, Situation situation,
        UnaryOperator<PollableStream<Integer>> wrong, Duration patience) {

    /** What happens on a path. */
    enum Situation {
        ITEMS, EMPTY, FAILURE, FAILURE_AT_ONCE, WRAPPED_FAILURE, TIME_OUT, UPSTREAM_CANCEL, STALL_AND_CANCEL, CANCEL_AT_ONCE, LATE_ERROR
    }

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** More than what one hop holds, so that demand has to go all the way. */
    private static final int ITEMS = 700;

    private static final int TAKEN = 10;

    /** What a hop may hold, with what its ecosystem adds of its own (S1): 256 of ours and 64 to 256 of theirs. */
    private static final int HELD_BY_A_HOP = 2 * 256 + 64;

    /** What remains to be seen when all cases are over. */
    record Left(StreamCase of, Raised raised, WeakReference<ItemSource> source) {
        void check() {
            boolean comesTooLateForUs = of.situation == Situation.LATE_ERROR && !of.isTheSource();
            assertThat(raised.reported()).as("reports of the late error (L8) on %s", of)
                    .isEqualTo(comesTooLateForUs ? of.kinds.getFirst().lateErrors() : 0);
        }
    }

    static List<StreamCase> of(int hops) {
        List<StreamCase> cases = new ArrayList<>();
        List<List<StreamKind>> sequences = Arrays.stream(StreamKind.values()).map(List::of).toList();
        for (int hop = 1; hop <= hops; hop++) {
            sequences = sequences.stream().flatMap(sequence -> Arrays.stream(StreamKind.values())
                    .filter(next -> next != sequence.getLast())
                    .map(next -> {
                        List<StreamKind> longer = new ArrayList<>(sequence);
                        longer.add(next);
                        return List.copyOf(longer);
                    })).toList();
            for (List<StreamKind> sequence : sequences) {
                for (Situation situation : Situation.values()) {
                    cases.add(new StreamCase(sequence, true, situation, UnaryOperator.identity(), PATIENCE));
                    cases.add(new StreamCase(sequence, false, situation, UnaryOperator.identity(), PATIENCE));
                }
            }
        }
        return cases;
    }

    /** The line that {@link #toString} makes. */
    static StreamCase parse(String line) {
        String[] parts = line.split(" *\\| *");
        return new StreamCase(Arrays.stream(parts[0].split(" *>>? *")).map(StreamKind::valueOf).toList(),
                !parts[0].contains(">>"), Situation.valueOf(parts[1]), UnaryOperator.identity(), PATIENCE);
    }

    Left check() throws Exception {
        Raised raised = new Raised(toString());
        ItemSource source = source(raised);
        Object handle = Tenant.with(toString(), () -> build(source));
        ItemReader reader = new ItemReader(switch (situation) {
            case STALL_AND_CANCEL, LATE_ERROR -> TAKEN;
            case CANCEL_AT_ONCE -> 0;
            default -> Integer.MAX_VALUE;
        });
        kinds.getLast().read.apply(handle).subscribe(reader); // in no context, else the consumer's would be the one
        switch (situation) {
            case ITEMS -> assertEnd(reader, ITEMS, Poll.ready(null)); // S2
            case EMPTY -> assertEnd(reader, 0, Poll.ready(null));
            case FAILURE, WRAPPED_FAILURE -> assertEnd(reader, ITEMS, Poll.failed(raised)); // S2, L2
            case FAILURE_AT_ONCE -> assertEnd(reader, 0, Poll.failed(raised));
            case TIME_OUT -> assertThat(end(reader)).isInstanceOfSatisfying(Outcome.Failure.class, // L1
                    failure -> assertThat(failure.cause()).isInstanceOf(TimeoutException.class));
            case UPSTREAM_CANCEL -> assertThat(end(reader)).isInstanceOf(Outcome.Cancelled.class); // L5
            case STALL_AND_CANCEL, LATE_ERROR -> {
                assertThat(reader.limitReached().await(patience.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
                assertThat(source.produced()).as("produced for a consumer that has stopped (S1)")
                        .isLessThanOrEqualTo(TAKEN + HELD_BY_A_HOP * kinds.size());
                cancel(source, reader);
                if (situation == Situation.LATE_ERROR) {
                    source.fail(raised);
                }
            }
            case CANCEL_AT_ONCE -> {
                reader.cancel();
                if (source.starts() != 0 && source.cancels() == 0) {
                    cancel(source, reader);
                }
            }
        }
        if (situation != Situation.CANCEL_AT_ONCE) { // which may come before it was asked for anything
            assertThat(source.starts()).as("starts (L3)").isEqualTo(1);
            if (!isTheSource()) {
                assertThat(source.context).as("the context at the start (L10)").isEqualTo(toString());
            }
        }
        return new Left(this, raised, new WeakReference<>(source));
    }

    /** There and back gives what there was before (L15), and that knows no context. */
    private boolean isTheSource() {
        return bare && kinds.getFirst() == kinds.getLast() && kinds.getFirst() != StreamKind.POLLABLE_STREAM;
    }

    private ItemSource source(Raised raised) {
        return switch (situation) {
            case ITEMS -> new ItemSource(ITEMS, true, null);
            case EMPTY -> new ItemSource(0, true, null);
            case FAILURE -> new ItemSource(ITEMS, true, raised);
            case FAILURE_AT_ONCE -> new ItemSource(0, true, raised);
            case WRAPPED_FAILURE ->
                new ItemSource(ITEMS, true, new CompletionException(new ExecutionException(raised)));
            case TIME_OUT -> new ItemSource(TAKEN, true, new TimeoutException("of the source"));
            case UPSTREAM_CANCEL -> new ItemSource(TAKEN, true, new CancellationException("by somebody else"));
            case STALL_AND_CANCEL, CANCEL_AT_ONCE, LATE_ERROR -> new ItemSource(1_000_000, false, null);
        };
    }

    private Object build(ItemSource source) {
        Object handle = kinds.getFirst().source.apply(source);
        for (int hop = 1; hop < kinds.size(); hop++) {
            PollableStream<Integer> stream = wrong.apply(kinds.get(hop - 1).in.apply(handle));
            handle = kinds.get(hop).out.apply(stream);
            if (!bare && hop < kinds.size() - 1) {
                handle = kinds.get(hop).through.apply(handle);
            }
        }
        return handle;
    }

    private void cancel(ItemSource source, ItemReader reader) throws InterruptedException {
        reader.cancel();
        assertThat(source.cancelled().await(patience.toMillis(), TimeUnit.MILLISECONDS))
                .as("the source sees the cancellation (S3)").isTrue();
        assertThat(source.cancels()).isEqualTo(1);
    }

    private void assertEnd(ItemReader reader, int items, Outcome<?> outcome) throws Exception {
        assertThat(end(reader)).isEqualTo(outcome);
        assertThat(reader.items()).isEqualTo(IntStream.range(0, items).boxed().toList());
    }

    private Outcome<@Nullable Void> end(ItemReader reader) throws Exception {
        return reader.end().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As {@code -Dmatrix.only} takes it. */
    @Override
    public String toString() {
        return kinds.stream().map(Enum::name).collect(Collectors.joining(bare ? " > " : " >> ")) + " | " + situation;
    }
}
