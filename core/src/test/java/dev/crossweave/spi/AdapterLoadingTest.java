package dev.crossweave.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossweave.FutureAdapter;
import dev.crossweave.Task;
import dev.crossweave.Tasks;
import dev.crossweave.spi.Descriptor.Arity;
import dev.crossweave.spi.Descriptor.Start;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How adapters are found by ServiceLoader, and what is said of those that can't be loaded (L17). */
class AdapterLoadingTest {

    @TempDir
    Path directory;

    /** For a type of the JDK's boot loader. */
    public static class TextAdapter implements TaskAdapter<String> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(String.class, Arity.ONE, Start.HOT, true, false);
        }

        @Override
        public Task<?> toTask(String source) {
            return Tasks.value(source);
        }
    }

    /** Core has one for this type already. */
    public static class SecondForFutures implements TaskAdapter<CompletableFuture<?>> {
        @Override
        public Descriptor descriptor() {
            return new Descriptor(CompletableFuture.class, Arity.ONE, Start.HOT, true, false);
        }
    }

    /** What its constructor needs isn't there. */
    public static class Unmade extends TextAdapter {
        public Unmade() {
            throw new IllegalStateException("scripted");
        }
    }

    /** What its type needs isn't there. */
    public static class Undescribed extends TextAdapter {
        @Override
        public Descriptor descriptor() {
            throw new NoClassDefFoundError("com/example/Missing");
        }
    }

    /** It says nothing. */
    public static class Silent extends TextAdapter {
        @Override
        public Descriptor descriptor() {
            return null;
        }
    }

    @Test
    void adapterBelowCrossweave_isFoundByARegistryOfItsLoader() throws Exception {
        try (Below loader = below(TextAdapter.class.getName())) {
            AdapterRegistry registry = AdapterRegistry.load(loader);

            assertThat(registry.toTask("text").resultNow()).isEqualTo("text");
            assertThat(registry.registered()).extracting(Descriptor::type).contains(CompletableFuture.class);
        }
    }

    @Test
    void secondAdapterForAType_isAnErrorThatNamesBoth() throws Exception {
        assertBroken(SecondForFutures.class.getName(), SecondForFutures.class.getName(), FutureAdapter.class.getName(),
                "two adapters for java.util.concurrent.CompletableFuture");
    }

    @Test
    void providerThatDoesNotExist_isNamed() throws Exception {
        assertBroken("com.example.Nowhere", "com.example.Nowhere not found");
    }

    @Test
    void providerThatCanNotBeMade_isNamed() throws Exception {
        assertBroken(Unmade.class.getName(), Unmade.class.getName() + " could not be instantiated");
    }

    @Test
    void providerThatIsNoAdapter_isNamed() throws Exception {
        assertBroken(Below.class.getName(), Below.class.getName() + " not a subtype");
    }

    @Test
    void providerThatDoesNotDescribeItself_isNamed() throws Exception {
        assertBroken(Undescribed.class.getName(), Undescribed.class.getName(), "com/example/Missing");
        assertBroken(Silent.class.getName(), Silent.class.getName(), "gave null");
    }

    /** Every time, as with Adapters: the first error isn't followed by others that say less. */
    private void assertBroken(String provider, String... words) throws IOException {
        try (Below loader = below(provider)) {
            for (int round = 0; round < 2; round++) {
                assertThatThrownBy(() -> AdapterRegistry.load(loader)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContainingAll(words);
            }
        }
    }

    /** String lives for ever; what is remembered of it mustn't keep the adapter's loader alive. */
    @Test
    void registryThatNobodyHolds_isCollectedWithItsLoader() throws Exception {
        WeakReference<ClassLoader> gone = useAndForget();

        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
        });
    }

    private WeakReference<ClassLoader> useAndForget() throws IOException {
        try (Below loader = below(TextAdapter.class.getName())) {
            loader.definesItself = true;
            AdapterRegistry registry = AdapterRegistry.load(loader);
            assertThat(registry.toTask("text").resultNow()).isEqualTo("text");
            assertThat(registry.toTask("again").resultNow()).isEqualTo("again");
            assertThat(loader.defined).isEqualTo(1);
            return new WeakReference<>(loader);
        }
    }

    private Below below(String provider) throws IOException {
        Path services = directory.resolve("META-INF/services/" + TaskAdapter.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, provider);
        return new Below(directory);
    }

    /** A class loader below that of Crossweave, as that of an application in a container is. */
    private static final class Below extends URLClassLoader {
        boolean definesItself;
        int defined;

        Below(Path directory) throws MalformedURLException {
            super(new URL[]{directory.toUri().toURL()}, AdapterLoadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!definesItself || !name.equals(TextAdapter.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                defined++;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
