package dev.crossweave.samples.storefront;

import org.jspecify.annotations.Nullable;

/**
 * What the endpoint answers instead of a page.
 *
 * @param status the HTTP status
 * @param problem what is wrong
 * @param part the part that is to blame, when it is one
 */
record Problem(int status, String problem, @Nullable String part, String expected, String got) {

    /** A request that can't be read. */
    static final class BadRequest extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        BadRequest(String what, String expected, @Nullable String got) {
            super(what + ": expected " + expected + "; got " + got);
            problem = new Problem(400, what, null, expected, String.valueOf(got));
        }

        Problem problem() {
            return problem;
        }
    }

    static Problem unknownProduct(int id) {
        return new Problem(404, "unknown product", null, "the id of a product in the catalogue", String.valueOf(id));
    }

    static Problem unknownAddress(String method, String uri) {
        return new Problem(404, "unknown address", null, "GET /products/{id}", method + " " + uri);
    }

    static Problem partDown(PartFailed failure) {
        return new Problem(503, failure.part() + " is down", failure.part().toString(), "an answer of every part",
                String.valueOf(failure.getMessage()));
    }

    static Problem tooLate(Request request) {
        return new Problem(504, "the page came too late", null,
                "a page within " + request.deadline().toMillis() + " ms", "none yet");
    }
}
