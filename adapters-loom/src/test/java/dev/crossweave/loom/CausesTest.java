package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void interrupt_isFoundAtAnyDepth() {
        assertThat(Causes.hasInterrupt(new InterruptedException())).isTrue();
        assertThat(Causes.hasInterrupt(new ExecutionException(new IOException(new ClosedByInterruptException()))))
                .isTrue();
        assertThat(Causes.hasInterrupt(new ExecutionException(new IOException("no interrupt")))).isFalse();
    }

    @Test
    void chainThatComesBackToItself_endsTheSearch() {
        Exception one = new Exception("one");
        one.initCause(new Exception("other", one));
        assertThat(Causes.hasInterrupt(one)).isFalse();
    }

    @Test
    void errorThatThrowsInsteadOfTellingItsCause_hasNone() { // L18
        assertThat(Causes.hasInterrupt(new LoomTasksTest.BrokenError())).isFalse();
    }
}
