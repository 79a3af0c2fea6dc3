package dev.crossweave;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The first outcome of several tasks, whatever it is. The others are released, and not waited for. */
final class Race<T extends @Nullable Object> extends Completer<T> {

    private final List<Runner> runners;

    Race(Collection<? extends Task<? extends T>> tasks) {
        super(0, null); // lazy, with no code of others to run
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("race needs one task at least; got none, which would never end");
        }
        runners = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            runners.add(new Runner(Objects.requireNonNull(task, "race was given a task that is null").retain()));
        }
    }

    @Override
    protected String waitsFor() {
        return "the first of " + runners.size() + " tasks";
    }

    @Override
    protected void onStart() {
        for (Runner runner : runners) {
            Trampoline.run(runner);
        }
    }

    @Override
    protected void onCancelUnstarted() {
        runners.forEach(Runner::letGo);
    }

    @Override
    protected boolean onCancel() {
        runners.forEach(Runner::letGo);
        return true;
    }

    private final class Runner implements Waker {

        /** Null once it has been let go. */
        private volatile @Nullable Task<? extends T> task;

        Runner(Task<? extends T> task) {
            this.task = task;
        }

        @Override
        @SuppressWarnings("unchecked") // an outcome only gives its value out
        public void wake() {
            Task<? extends T> mine = task;
            if (mine == null) {
                return;
            }
            if (isStopping()) {
                letGo();
            } else if (mine.poll(this) instanceof Outcome<? extends T> outcome) {
                task = null;
                if (pass((Outcome<T>) outcome)) {
                    runners.forEach(Runner::letGo);
                }
            } else if (isStopping()) { // it was decided between the look and the registration
                letGo();
            }
        }

        void letGo() {
            Task<? extends T> mine = task;
            if (mine != null) {
                task = null;
                mine.forget(this);
                mine.release();
            }
        }
    }
}
