package dev.crossweave.spi;

import dev.crossweave.Pollable;
import dev.crossweave.PollableStream;
import dev.crossweave.Schedule;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import java.util.List;

/** The types that every registry knows, as adapters: what others are converted through is converted like them. */
final class KnownTypes {

    static final List<Adapter<?>> ADAPTERS = List.of(new OfTask(), new OfPollable(), new OfStream());

    private KnownTypes() {
    }

    /** A task is itself (law L15); whoever cancels it knows that it is the very task. */
    private static final class OfTask implements TaskAdapter<Task<?>> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(Task.class, Arity.ONE, Start.HOT, true, true);
        }

        @Override
        public Task<?> toTask(Task<?> task) {
            return task;
        }

        @Override
        public Task<?> fromTask(Task<?> task) {
            return task;
        }
    }

    /** A pollable is polled by the thread that awaits or wakes it; who wants another schedule spawns it there. */
    private static final class OfPollable implements TaskAdapter<Pollable<?>> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(Pollable.class, Arity.ONE, Start.COLD, true, true);
        }

        @Override
        public Task<?> toTask(Pollable<?> pollable) {
            return Tasks.on(Schedule.inline()).lazy(pollable);
        }

        @Override
        public Pollable<?> fromTask(Task<?> task) {
            return task;
        }
    }

    private static final class OfStream implements StreamAdapter<PollableStream<?>> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(PollableStream.class, Arity.MANY, Start.COLD, false, true);
        }

        @Override
        public PollableStream<?> toStream(PollableStream<?> stream) {
            return stream;
        }

        @Override
        public PollableStream<?> fromStream(PollableStream<?> stream) {
            return stream;
        }
    }
}
