package dev.crossweave.spi;

import java.util.Locale;
import java.util.Objects;

/**
 * What an adapter says of itself.
 *
 * @param type the type that it converts: sources of it and of its subtypes, and targets of exactly this one
 * @param arity one value, as for every {@link TaskAdapter}, or many, as for every {@link StreamAdapter}
 * @param start whether a source waits to be started
 * @param nullAllowed whether the type can hold null, or be empty, which means the same (law L1)
 * @param cancels whether cancelling the task or dropping the stream cancels the source (law L4): true for what is OWNED by
 *     default, false for what is OBSERVED
 * @param direction which of the two conversions there are
 */
public record Descriptor(Class<?> type, Arity arity, Start start, boolean nullAllowed, boolean cancels,
        Direction direction) {

    /** How many values. */
    public enum Arity {
        /** One, which is a task. */
        ONE,
        /** Many, which is a stream. */
        MANY
    }

    /** When a source runs. */
    public enum Start {
        /** When it is awaited, once for each (law L3). */
        COLD,
        /** It runs already, or has ended. */
        HOT
    }

    /** Which conversions an adapter has. */
    public enum Direction {
        /** Both. */
        BOTH,
        /** Only into a task or stream. */
        IN,
        /** Only out of a task or stream. */
        OUT
    }

    /** Refuses null. */
    public Descriptor {
        Objects.requireNonNull(type, "a descriptor needs a type, which is null here");
        Objects.requireNonNull(arity, "a descriptor needs an arity, which is null here");
        Objects.requireNonNull(start, "a descriptor needs a start, which is null here");
        Objects.requireNonNull(direction, "a descriptor needs a direction, which is null here");
    }

    /**
     * A descriptor of an adapter that converts in both directions.
     *
     * @param type as above
     * @param arity as above
     * @param start as above
     * @param nullAllowed as above
     * @param cancels as above
     */
    public Descriptor(Class<?> type, Arity arity, Start start, boolean nullAllowed, boolean cancels) {
        this(type, arity, start, nullAllowed, cancels, Direction.BOTH);
    }

    /** The words of the registry's messages. */
    @Override
    public String toString() {
        String direction = switch (this.direction) {
            case BOTH -> "";
            case IN -> ", only as a source";
            case OUT -> ", only as a target";
        };
        return type.getName() + " (" + (arity + ", " + start).toLowerCase(Locale.ROOT) + direction + ")";
    }

    static UnsupportedOperationException notOverridden(Adapter<?> adapter, String method) {
        return new UnsupportedOperationException(adapter.getClass().getName() + " overrides no " + method
                + "; expected it to, or a descriptor whose direction says that it has none. It has "
                + adapter.descriptor());
    }
}
