package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossweave.Task;
import dev.crossweave.loom.spi.StepEngine;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Which engine is found, what is asked of it, and what the flag is called where. */
class LoomStepsEngineTest {

    /** The JDK's builder, found as an official API would be. */
    public static class Official implements StepEngine {
        private final BuilderEngine builder;

        public Official() throws ReflectiveOperationException {
            builder = new BuilderEngine();
        }

        @Override
        public Thread.Builder.OfVirtual start(Executor ready) {
            return builder.start(ready);
        }

        @Override
        public void resume(Runnable continuation) {
            builder.resume(continuation);
        }

        @Override
        public void reject(Runnable step) {
            builder.reject(step);
        }
    }

    /** A second one. */
    public static final class Other extends Official {
        public Other() throws ReflectiveOperationException {
        }
    }

    /** Doesn't hand anything over: it starts threads of the JDK's own scheduler. */
    private static final class Deaf implements StepEngine {
        @Override
        public Thread.Builder.OfVirtual start(Executor ready) {
            return Thread.ofVirtual();
        }

        @Override
        public void resume(Runnable continuation) {
        }

        @Override
        public void reject(Runnable step) {
        }
    }

    /** Sees these engines, and nothing else that is a service. */
    private static ClassLoader seeing(String... engines) {
        return new ClassLoader(LoomStepsEngineTest.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                if (!name.equals("META-INF/services/" + StepEngine.class.getName()) || engines.length == 0) {
                    return Collections.emptyEnumeration();
                }
                return Collections.enumeration(List.of(URL.of(URI.create("test:services"), text(engines))));
            }
        };
    }

    private static URLStreamHandler text(String... lines) {
        return new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {
                    }

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
                    }
                };
            }
        };
    }

    @Test
    void noService_isTheJdksBuilder() throws Exception {
        assertThat(StepEngines.find(seeing())).isInstanceOf(BuilderEngine.class);
        assertThat(LoomSteps.on(task -> {
        }).toString()).contains("BuilderEngine");
    }

    @Test
    void aService_isTaken_andProbed() throws Exception {
        StepEngine found = StepEngines.find(seeing(Official.class.getName()));

        assertThat(found).isInstanceOf(Official.class);
        assertThatCode(() -> StepEngines.probe(found)).doesNotThrowAnyException();
    }

    @Test
    void twoServices_areAnError_thatNamesBoth() {
        assertThatThrownBy(() -> StepEngines.find(seeing(Official.class.getName(), Other.class.getName())))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("$Official")
                .hasMessageContaining("$Other");
    }

    @Test
    void serviceThatCannotBeLoaded_isAnError_thatNamesIt() {
        assertThatThrownBy(() -> StepEngines.find(seeing("no.such.Engine"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no.such.Engine").hasMessageContaining("public constructor");
    }

    @Test
    void engineThatHandsNothingOver_failsItsProbe() {
        assertThatThrownBy(() -> StepEngines.probe(new Deaf())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hand its first step over");
    }

    @Test
    void isAvailable_withTheFlag_alsoOnAVirtualThread() throws InterruptedException {
        Task<Boolean> onVirtual = LoomTasks.fromCallable(LoomSteps::isAvailable);
        assertThat(onVirtual.join()).isTrue();
        assertThatCode(LoomSteps::requireAvailable).doesNotThrowAnyException();
    }

    // ------------------------------------------------------------------------------------------ the flag, by how it is loaded

    private static List<String> modulePath(String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of("--module-path",
                ForkedJvm.home(Task.class) + File.pathSeparator + ForkedJvm.home(LoomSteps.class), "--add-modules",
                "dev.crossweave.loom", "--patch-module", "dev.crossweave.loom=" + ForkedJvm.home(EngineProgram.class)));
        flags.addAll(List.of(more));
        return flags;
    }

    @Test
    void onTheModulePath_withTheFlagForTheModule_steps() throws Exception {
        assertThat(ForkedJvm.runModule(modulePath("--add-opens=java.base/java.lang=dev.crossweave.loom"),
                "dev.crossweave.loom", EngineProgram.class)).isEqualTo("stepped in module dev.crossweave.loom");
    }

    @Test
    void onTheModulePath_withoutAFlag_namesTheFlagForTheModule() throws Exception {
        assertThat(ForkedJvm.runModule(modulePath(), "dev.crossweave.loom", EngineProgram.class))
                .contains("--add-opens java.base/java.lang=dev.crossweave.loom");
    }

    @Test
    void onTheClassPath_withoutAFlag_namesTheFlagForTheClassPath() throws Exception {
        assertThat(ForkedJvm.run(List.of(), System.getProperty("java.class.path"), EngineProgram.class))
                .contains("--add-opens java.base/java.lang=ALL-UNNAMED").contains("LoomTasks");
    }
}
