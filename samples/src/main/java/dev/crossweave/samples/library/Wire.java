package dev.crossweave.samples.library;

import dev.crossweave.samples.library.QuoteClient.Quote;

/** What the SDK is built on, as such things are: callbacks, on threads of its own. */
public interface Wire {

    /** Asks once. One of the two callbacks comes, unless the call is aborted before. */
    Call ask(String symbol, Answer answer);

    /** Asks for all that comes. Nothing does before it is pulled. */
    Feed subscribe(String symbol, Listener listener);

    /** A question under way. */
    interface Call {
        /** Nothing more is wanted. */
        void abort();
    }

    /** What is subscribed to. */
    interface Feed extends Call {
        /** So many more quotes may come. */
        void pull(long count);
    }

    /** Who is told. */
    interface Answer {
        /** Here it is. */
        void quote(Quote quote);

        /** It went wrong. */
        void error(Throwable cause);
    }

    /** Who is told again and again, by one thread at a time. */
    interface Listener extends Answer {
        /** That was all. */
        void done();
    }
}
