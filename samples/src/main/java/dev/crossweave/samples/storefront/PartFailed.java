package dev.crossweave.samples.storefront;

import org.jspecify.annotations.Nullable;

/** A part of the page that is down, by name. Each part raises it in its own ecosystem, and the caller gets that object. */
final class PartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Part part;

    PartFailed(Part part, String what) {
        this(part, what, null);
    }

    private PartFailed(Part part, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.part = part;
    }

    /** The failure of a part, whatever went wrong in it. One that has a name already keeps it, and its identity. */
    static PartFailed of(Part part, Throwable cause) {
        return cause instanceof PartFailed named ? named : new PartFailed(part, cause.toString(), cause);
    }

    Part part() {
        return part;
    }
}
