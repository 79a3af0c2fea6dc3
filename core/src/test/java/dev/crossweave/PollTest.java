package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Poll, Outcome and what is taken off a throwable: L1, L2. */
class PollTest {

    private final IOException failure = new IOException("scripted");

    private static Throwable unwrapped(Throwable thrown) {
        return Failures.unwrap(thrown, none -> false);
    }

    @Test
    void polls_sayWhetherTheyAreReady() {
        assertThat(Poll.pending().isReady()).isFalse();
        assertThat(Poll.ready("value").isReady()).isTrue();
        assertThat(Poll.failed(failure).isReady()).isTrue();
        assertThat(Poll.cancelled(null).isReady()).isTrue();
        assertThat(Poll.pending()).isSameAs(Poll.pending());
        assertThat(Poll.ready(null)).isSameAs(Poll.ready(null));
        assertThat(Poll.cancelled(null)).isSameAs(Poll.cancelled(null));
        assertThatThrownBy(() -> Poll.failed(null)).hasMessageContaining("needs a cause");
    }

    @Test
    void orElseThrow_throwsWhatStandsForTheValue() {
        assertThat(Poll.ready("value").orElseThrow()).isEqualTo("value");
        assertThat(Poll.<String>ready(null).orElseThrow()).isNull();
        assertThatThrownBy(() -> Poll.failed(failure).orElseThrow()).isSameAs(failure);
        assertThatThrownBy(() -> Poll.cancelled(null).orElseThrow()).isInstanceOf(CancellationException.class)
                .hasNoCause();
        assertThatThrownBy(() -> Poll.cancelled(failure).orElseThrow()).isInstanceOf(CancellationException.class)
                .cause().isSameAs(failure);
        CancellationException own = new CancellationException();
        assertThatThrownBy(() -> Poll.cancelled(own).orElseThrow()).isSameAs(own);
    }

    @Test
    void ofThrown_readsCancellationBehindAnyCarrier() {
        CancellationException cancellation = new CancellationException();
        assertThat(Outcome.ofThrown(failure)).isEqualTo(Poll.failed(failure));
        assertThat(Outcome.ofThrown(cancellation)).isEqualTo(Poll.cancelled(cancellation));
        assertThat(Outcome.ofThrown(new ExecutionException(new CompletionException(cancellation))))
                .isEqualTo(Poll.cancelled(cancellation));
        assertThatThrownBy(() -> Outcome.ofThrown(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void ofThrown_withACarrierOfAnEcosystem_takesItOff() {
        RuntimeException carrier = new IllegalStateException("carrier", new CompletionException(failure));

        assertThat(Outcome.ofThrown(carrier, thrown -> thrown == carrier)).isEqualTo(Poll.failed(failure));
        assertThat(Outcome.ofThrown(carrier)).isEqualTo(Poll.failed(carrier));
    }

    @Test
    void unwrap_stopsAtTheFirstThatIsNoCarrier() {
        RuntimeException meant = new RuntimeException(new CompletionException(failure));
        assertThat(unwrapped(new ExecutionException(new CompletionException(meant)))).isSameAs(meant);
        assertThat(unwrapped(meant)).isSameAs(meant);
    }

    @Test
    void unwrap_ofWrappersAroundNothing_isTheInnermost() {
        ExecutionException empty = new ExecutionException((Throwable) null);
        assertThat(unwrapped(empty)).isSameAs(empty);
        assertThat(unwrapped(new CompletionException(empty))).isSameAs(empty);
    }

    @Test
    void unwrap_ofChainsThatComeBack_isTheOutermost() {
        CompletionException one = new CompletionException("one") { // a cause can still be set
        };
        CompletionException two = new CompletionException("two", one);
        one.initCause(two);
        assertThat(unwrapped(one)).isSameAs(one);
        assertThat(unwrapped(two)).isSameAs(two);
        ExecutionException before = new ExecutionException(new ExecutionException(one));
        assertThat(unwrapped(before)).isSameAs(before);
        CompletionException self = new CompletionException("self", null) {
            @Override
            public synchronized Throwable getCause() {
                return this;
            }
        };
        assertThat(unwrapped(self)).isSameAs(self);
    }

    @Test
    void unwrap_ofAChainOfAHundredThousand_isTheInnermost() {
        Throwable chain = failure;
        for (int i = 0; i < 100_000; i++) {
            chain = new Wrapper(chain);
        }
        assertThat(unwrapped(chain)).isSameAs(failure);
    }

    /** A carrier without a stack trace, so that many are cheap. */
    private static final class Wrapper extends CompletionException {
        Wrapper(Throwable cause) {
            super(null, cause);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
