package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The reason of a cancellation counts for the life that it was meant for. The race is in verification, RearmCancel. */
class AwaitersReasonTest {

    @Test
    void reason_ofAnEarlierLife_isNotFoundByALaterOne() {
        RuntimeException stale = new RuntimeException("stale");
        RuntimeException meant = new RuntimeException("meant");

        Object list = Awaiters.withReason(Awaiters.withReason(null, stale, 0), meant, 1);

        assertThat(Awaiters.reason(list, 1)).isSameAs(meant);
        assertThat(Awaiters.reason(list, 2)).isNull();
    }

    @Test
    void reasons_ofOneLife_theFirstIsFound() {
        RuntimeException first = new RuntimeException("first");
        Object list = Awaiters.withReason(Awaiters.withReason(null, first, 0), new RuntimeException("second"), 0);

        assertThat(Awaiters.reason(list, 0)).isSameAs(first);
    }
}
