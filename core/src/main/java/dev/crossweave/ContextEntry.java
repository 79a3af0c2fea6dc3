package dev.crossweave;

import org.jspecify.annotations.Nullable;

/**
 * One value of a {@link TaskContext}, and the rest of them: an immutable list. Who puts a list in force goes down it by
 * recursion and keeps what was before on the stack: that costs no object, while an array would cost one, and a card mark
 * for each store besides (decision 5 in the docs has the figures).
 */
final class ContextEntry {

    /** In place of what was before: the accessor didn't say, and is left alone. */
    private static final Object UNKNOWN = new Object();

    final ThreadContextAccessor<Object> accessor;

    /** Null says that there is none. */
    final @Nullable Object value;

    final @Nullable ContextEntry next;

    @SuppressWarnings("unchecked") // an accessor is given only what it gave itself
    ContextEntry(ThreadContextAccessor<?> accessor, @Nullable Object value, @Nullable ContextEntry next) {
        this.accessor = (ThreadContextAccessor<Object>) accessor;
        this.value = value;
        this.next = next;
    }

    /** The same list, with this value in place of that of the same accessor, or at the end. */
    static ContextEntry replaced(@Nullable ContextEntry list, ThreadContextAccessor<?> accessor,
            @Nullable Object value) {
        if (list == null) {
            return new ContextEntry(accessor, value, null);
        }
        return list.accessor == (Object) accessor
                ? new ContextEntry(accessor, value, list.next)
                : new ContextEntry(list.accessor, list.value, replaced(list.next, accessor, value));
    }

    /**
     * What the thread has now. As much as possible of it is taken over from lists that exist already.
     *
     * @param unset an entry for each accessor that is registered, without values
     * @param latest a list that may have the same values
     */
    static @Nullable ContextEntry captured(@Nullable ContextEntry unset, @Nullable ContextEntry latest) {
        if (unset == null) {
            return null;
        }
        Object value = read(unset.accessor);
        ContextEntry other = latest != null && latest.accessor == (Object) unset.accessor ? latest : null;
        ContextEntry rest = captured(unset.next, other == null ? null : other.next);
        if (value == null && rest == unset.next) {
            return unset;
        }
        return other != null && value == other.value && rest == other.next
                ? other
                : new ContextEntry(unset.accessor, value, rest);
    }

    /** Never throws (L18): an accessor that does is reported, and has no value. */
    private static @Nullable Object read(ThreadContextAccessor<?> accessor) {
        try {
            return accessor.get();
        } catch (Throwable thrown) {
            Hooks.lateError(thrown);
            return null;
        }
    }

    /**
     * Puts the value in force; not again when it is, the very object. Never throws.
     *
     * @return what {@link #leave} needs
     */
    @Nullable Object enter() {
        Object before;
        try {
            before = accessor.get();
        } catch (Throwable thrown) {
            Hooks.lateError(thrown);
            return UNKNOWN;
        }
        try {
            if (before != value) {
                put();
            }
        } catch (Throwable thrown) { // it may have set the value all the same: it is restored as the others are
            Hooks.lateError(thrown);
        }
        return before;
    }

    /** Puts back what was in force. Never throws. */
    void leave(@Nullable Object before) {
        if (before == UNKNOWN) {
            return;
        }
        try {
            if (before != value || accessor.get() != value) { // the second: changed inside, though it needed no setting
                accessor.restore(before);
            }
        } catch (Throwable thrown) {
            Hooks.lateError(thrown);
        }
    }

    private void put() {
        if (value == null) {
            accessor.clear();
        } else {
            accessor.set(value);
        }
    }
}
