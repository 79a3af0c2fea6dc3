package dev.crossweave.verification.soak;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that was thrown on purpose, an exception or an Error, and how often it was reported. Without a stack trace. */
interface Fault {

    /** How often the late-error hook, or the thread's handler behind it, was handed this. */
    AtomicInteger reports();

    /** All that were thrown in a round. */
    final class Thrown {
        final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

        /** Throws one, an Error when asked to. */
        void raise(boolean error, String where) {
            if (error) {
                ErrorFault fault = new ErrorFault(where);
                faults.add(fault);
                throw fault;
            }
            ExceptionFault fault = new ExceptionFault(where);
            faults.add(fault);
            throw fault;
        }
    }

    final class ExceptionFault extends RuntimeException implements Fault {
        private static final long serialVersionUID = 1;
        private final transient AtomicInteger reports = new AtomicInteger();

        private ExceptionFault(String where) {
            super(where, null, true, false);
        }

        @Override
        public AtomicInteger reports() {
            return reports;
        }
    }

    final class ErrorFault extends Error implements Fault {
        private static final long serialVersionUID = 1;
        private final transient AtomicInteger reports = new AtomicInteger();

        private ErrorFault(String where) {
            super(where, null, true, false);
        }

        @Override
        public AtomicInteger reports() {
            return reports;
        }
    }
}
