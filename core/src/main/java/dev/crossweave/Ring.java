package dev.crossweave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Slots for items, used in turns: a position counts up for ever, and its slot is its remainder by the number of slots,
 * which is a power of two. A slot is null until its item has been put there, and again once that has been taken.
 * Every access to a slot that is more than plain is here.
 */
final class Ring {

    /** In place of a ring that was not made yet: nothing is found in it, and nothing is ever put there. */
    static final @Nullable Object[] NONE = new Object[1];

    private static final int MAX_CAPACITY = 1 << 30;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private Ring() {
    }

    static int checked(String what, int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    what + " needs a capacity from 1 to " + MAX_CAPACITY + "; got " + capacity);
        }
        return capacity;
    }

    static @Nullable Object[] make(int capacity) {
        return new Object[Integer.highestOneBit(2 * capacity - 1)]; // the next power of two
    }

    /** How many items make the room that is given back at once: three quarters of the capacity, one at least (S1). */
    static int batch(int capacity) {
        return capacity - capacity / 4;
    }

    static int index(@Nullable Object[] slots, long position) {
        return (int) position & (slots.length - 1);
    }

    static @Nullable Object slotAcquire(@Nullable Object[] slots, long position) {
        return SLOT.getAcquire(slots, index(slots, position));
    }

    static @Nullable Object slotVolatile(@Nullable Object[] slots, long position) {
        return SLOT.getVolatile(slots, index(slots, position));
    }

    static void setSlotVolatile(@Nullable Object[] slots, long position, Object item) {
        SLOT.setVolatile(slots, index(slots, position), item);
    }

    static boolean casSlotToNull(@Nullable Object[] slots, long position, Object item) {
        return SLOT.compareAndSet(slots, index(slots, position), item, null);
    }

    static @Nullable Object getAndClearSlot(@Nullable Object[] slots, long position) {
        return SLOT.getAndSet(slots, index(slots, position), null);
    }
}
