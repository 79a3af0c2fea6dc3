package dev.crossweave;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the contract says of each operation in each state, written down by hand. {@link LifecycleTest} holds the
 * implementation against it.
 *
 * <p>A cell is read so:
 * <ul>
 * <li>{@code .} nothing happens
 * <li>{@code p} one poll, on a turn that the task has already
 * <li>{@code sp} the task is scheduled once more, and then polled
 * <li>{@code (sp)} the same, but only when the running poll answers pending
 * <li>{@code x} the task ends as cancelled, without being scheduled for that
 * <li>{@code sx} the task is scheduled once more, so that its schedule's side can drop the pollable; it ends as cancelled
 * <li>{@code !...} the call is refused (L17); what the task does anyway follows
 * </ul>
 */
enum LifecycleTable {
    //            wake    cancel  await   detach  discard run
    NEW("          .       sx      sp      .       !.      !.   "), // L3
    IDLE("         sp      sx      .       .       !.      !.   "), SCHEDULED(
            "    p       x       p       p       x       p    "), RUNNING(
                    "      (sp)    x       .       .       !.      !.   "), WOKEN(
                            "        (sp)    x       (sp)    (sp)    !(sp)   !(sp)"), VALUE(
                                    "        .       .       .       .       !.      !.   "), FAILED(
                                            "       .       .       .       .       !.      !.   "), CANCELLED(
                                                    "    .       .       .       .       !.      !.   ");

    /** What is done to the task. */
    enum Operation {
        WAKE, CANCEL, AWAIT, DETACH, DISCARD, RUN
    }

    /** What the pollable answers to the poll that follows, or in which the operation comes. */
    enum Next {
        PENDING, VALUE, NULL, FAILURE, THROWS, THROWS_CANCELLATION, ANSWERS_NULL;

        boolean endsAsFailure() {
            return this == FAILURE || this == THROWS || this == ANSWERS_NULL;
        }
    }

    private final Map<Operation, String> cells = new EnumMap<>(Operation.class);

    LifecycleTable(String row) {
        String[] codes = row.strip().split(" +");
        for (Operation operation : Operation.values()) {
            cells.put(operation, codes[operation.ordinal()]);
        }
    }

    boolean isRunning() {
        return this == RUNNING || this == WOKEN;
    }

    boolean isEnded() {
        return this == VALUE || this == FAILED || this == CANCELLED;
    }

    /** How the task ends. */
    enum End {
        NOT, VALUE, NULL, FAILURE, CANCELLED
    }

    /** What is to be seen in one case. */
    record Expected(boolean refused, int scheduled, int polls, End end, int late, int discarded) {
    }

    Expected expect(Operation operation, Next next, int awaiters) {
        String cell = cells.get(operation);
        boolean refused = cell.startsWith("!");
        String code = refused ? cell.substring(1) : cell;
        if (this == NEW && awaiters > 0 && code.equals(".")) {
            code = "sp"; // the first awaiter starts a lazy task (L3)
        }
        int scheduled = this == NEW ? 0 : 1;
        int polls = this == NEW || this == SCHEDULED || this == CANCELLED ? 0 : 1;
        boolean cancelled = code.endsWith("x");
        boolean answered = isRunning();
        if (code.equals("(sp)") && next == Next.PENDING || code.equals("sp")) {
            scheduled++;
            polls++;
            answered = true;
        } else if (code.equals("sx")) {
            scheduled++;
        } else if (code.equals("p")) {
            polls++;
            answered = true;
        }
        End end = isEnded() ? endOfState() : cancelled ? End.CANCELLED : answered ? endOf(next) : End.NOT;
        boolean tooLate = cancelled && answered; // R5: what the running poll still produced
        boolean unseen = operation == Operation.DETACH && awaiters == 0 && end == End.FAILURE;
        int late = tooLate && next.endsAsFailure() || unseen ? 1 : 0; // L8
        int discarded = tooLate && next == Next.VALUE ? 1 : 0; // L9
        return new Expected(refused, scheduled, polls, end, late, discarded);
    }

    private End endOfState() {
        return this == VALUE ? End.VALUE : this == FAILED ? End.FAILURE : End.CANCELLED;
    }

    private static End endOf(Next next) {
        return switch (next) {
            case PENDING -> End.NOT;
            case VALUE -> End.VALUE;
            case NULL -> End.NULL;
            case FAILURE, THROWS, ANSWERS_NULL -> End.FAILURE;
            case THROWS_CANCELLATION -> End.CANCELLED;
        };
    }
}
