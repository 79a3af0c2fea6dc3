package dev.crossweave.verification.matrix;

import java.io.Serial;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a source fails with, and how often it was reported as a late error. Has no constructor by which a library could copy it
 * for the sake of its stack trace: what arrives is the object, or another class.
 */
final class Raised extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient AtomicInteger reported = new AtomicInteger();

    Raised(String of) {
        super("raised by the source of " + of, null, false, false);
    }

    void report() {
        reported.incrementAndGet();
    }

    int reported() {
        return reported.get();
    }
}
