package dev.crossweave;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Core by itself, in a class loader of its own: the JDK, JSpecify's absence and nothing else. */
class WithoutMicrometerTest {

    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    /** What runs inside of the other class loader. */
    public static final class Inside {
        private Inside() {
        }

        /** Spawns a task in a context, without Micrometer. */
        public static String spawnsWithoutMicrometer() {
            if (TaskContext.capture() != TaskContext.EMPTY) {
                return "something is registered: " + TaskContext.capture();
            }
            TaskContext.register("user", USER);
            USER.set("ann");
            Stepper stepper = new Stepper();
            Task<String> task = Tasks.on(stepper).spawn(waker -> Poll.ready(USER.get()));
            USER.remove();
            stepper.runAll();
            return task.resultNow();
        }

        /** Captures what {@link Provider} has; the other provider can't be loaded. */
        public static String capturesWhatTheProviderHas() {
            List<Throwable> late = new ArrayList<>();
            Hooks.onLateError(late::add);
            Object captured = TaskContext.capture().get("provider");
            return captured + ", and late errors: " + late;
        }
    }

    /** Found by its name in META-INF/services. */
    public static final class Provider implements ThreadContextAccessor<String> {

        /** As ServiceLoader asks for. */
        public Provider() {
        }

        @Override
        public Object key() {
            return "provider";
        }

        @Override
        public String get() {
            return "provided";
        }

        @Override
        public void set(String value) {
            throw new AssertionError("it has that value always");
        }

        @Override
        public void clear() {
            throw new AssertionError("it has a value always");
        }
    }

    @Test
    void withoutMicrometer_tasksCarryTheirContext() throws Exception {
        try (URLClassLoader loader = coreAlone()) {
            assertThat(loader.getResource("io/micrometer/context/ContextRegistry.class")).isNull();
            assertThat(call(loader, "spawnsWithoutMicrometer")).isEqualTo("ann");
        }
    }

    /** Calls a method of {@link Inside} where {@link Provider} is the one provider. */
    static Object withProvider(String method) {
        try {
            Path root = Files.createTempDirectory("provider");
            Path services = Files.createDirectories(root.resolve("META-INF/services"));
            Path file = Files.writeString(services.resolve(ThreadContextAccessor.class.getName()),
                    Provider.class.getName() + "\nno.such.Provider\n");
            try (URLClassLoader loader = coreAlone(root.toUri().toURL())) {
                return call(loader, method);
            } finally {
                Files.delete(file);
                Files.delete(services);
                Files.delete(services.getParent());
                Files.delete(root);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static URLClassLoader coreAlone(URL... more) throws URISyntaxException, MalformedURLException {
        URL[] urls = new URL[more.length + 2];
        urls[0] = TaskContext.class.getProtectionDomain().getCodeSource().getLocation();
        urls[1] = WithoutMicrometerTest.class.getProtectionDomain().getCodeSource().getLocation();
        System.arraycopy(more, 0, urls, 2, more.length);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static Object call(ClassLoader loader, String method) throws ReflectiveOperationException {
        return loader.loadClass(Inside.class.getName()).getMethod(method).invoke(null);
    }
}
