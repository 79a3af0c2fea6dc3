package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.RunQueue;
import dev.crossweave.Schedule;
import org.junit.jupiter.api.Test;

/** What there is when java.lang isn't open; every other test of {@link LoomSteps} runs in a JVM where it is. */
class StepsWithoutFlagTest {

    @Test
    void steps_areNotAvailable_andTheErrorNamesTheFlag() {
        assertThat(LoomSteps.isAvailable()).isFalse();
        assertThatThrownBy(LoomSteps::requireAvailable).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("--add-opens java.base/java.lang=ALL-UNNAMED").hasMessageContaining("LoomTasks")
                .hasRootCauseInstanceOf(IllegalAccessException.class);
    }

    @Test
    void on_refusesAtTheCall_insteadOfDegrading() {
        assertThatThrownBy(() -> LoomSteps.on(Schedule.inline())).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("--add-opens java.base/java.lang=ALL-UNNAMED");
        try (RunQueue queue = new RunQueue()) {
            assertThatThrownBy(() -> LoomSteps.on(queue)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void carrier_ofAVirtualThread_namesTheFlag_andOfAPlatformThreadIsItself() throws Exception {
        assertThat(LoomSteps.carrier()).isSameAs(Thread.currentThread());
        assertThatThrownBy(LoomTasks.fromCallable(LoomSteps::carrier)::join)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("--add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void loomTasks_goOnWorking() throws InterruptedException {
        assertThat(LoomSteps.isAvailable()).isFalse();
        assertThat(LoomTasks.fromCallable(() -> "works").join()).isEqualTo("works");
    }
}
