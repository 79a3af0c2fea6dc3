package dev.crossweave.samples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages of the project say what is so: their links lead somewhere, and their code is code that is compiled. */
class PagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("```(?:java|kotlin)\\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> links_leadToFiles() {
        return pages().map(page -> DynamicTest.dynamicTest(name(page), () -> assertThat(
                matches(LINK, page).filter(link -> !link.contains("://"))
                        .filter(link -> !Files.exists(page.resolveSibling(link))))
                .as("links of %s that lead nowhere", name(page)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> code_standsInSourcesThatAreCompiled() {
        String compiled = files(".java", ".kt").filter(file -> file.toString().contains("/src/"))
                .map(file -> flat(read(file))).collect(joining("\n"));
        return pages().map(page -> DynamicTest.dynamicTest(name(page), () -> assertThat(
                matches(CODE, page).filter(code -> !compiled.contains(flat(code))))
                .as("code in %s that stands in no source file", name(page)).isEmpty()));
    }

    @Test
    void readme_isShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    private static Stream<String> matches(Pattern pattern, Path page) {
        return pattern.matcher(read(page)).results().map((MatchResult match) -> match.group(1));
    }

    /** Code without indentation and empty lines. */
    private static String flat(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(joining("\n"));
    }

    private static Stream<Path> pages() {
        return files(".md");
    }

    private static Stream<Path> files(String... endings) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*")).toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path page) {
        return ROOT.relativize(page).toString();
    }

    /** Guards the checks above: a pattern that finds nothing would let everything pass. */
    @Test
    void patterns_findLinksAndCode() {
        Path readme = ROOT.resolve("README.md");
        assertThat(matches(LINK, readme)).isNotEmpty();
        assertThat(List.copyOf(matches(CODE, readme).toList())).isNotEmpty();
    }
}
