package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Raw continuations in a JVM without the option for them, as the other tests of this module have it. */
class WithoutExportsTest {

    @Test
    void generate_withoutTheOption_isRefused_andNamesIt() throws Exception {
        assertThat(LoomGenerators.isAvailable()).isFalse();
        assertThatThrownBy(() -> LoomGenerators.generate(emitter -> emitter.emit("never")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("--add-exports java.base/jdk.internal.vm=ALL-UNNAMED")
                .hasMessageContaining("LoomStreams.generate").hasCauseInstanceOf(IllegalAccessException.class);
    }
}
