package dev.crossweave.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints the headline table: {@code java [-Dfamily=NAME] [-Dout=FILE] -cp … Headline}.
 *
 * <p>Each family gets a JVM of its own. Its measures are printed as {@code name value unit}, then its rows with
 * {@code ok} or {@code short} against their bar. A row that falls short fails nothing: it stays in the table, and the
 * docs say why. A family that is {@link Family#separate()} is measured when it is named, and has a table of its own.
 */
public final class Headline {

    private static final List<String> JVM_OPTIONS = List.of("-XX:+UseCompressedOops",
            // What jol-core and the peers' queues need to run without warnings.
            "--sun-misc-unsafe-memory-access=allow", "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true",
            "-Djol.magicFieldOffset=true");

    private Headline() {
    }

    /**
     * Runs the families and prints as they come.
     *
     * @param args none
     * @throws Exception when a family's JVM failed, or the file can't be written
     */
    public static void main(String[] args) throws Exception {
        @Nullable String only = System.getProperty("family");
        @Nullable String out = System.getProperty("out");
        List<Family> families = only == null ? Families.headline() : List.of(Families.named(only));
        Table table = new Table(Setting.now(), Table.Place.of(families));
        if (out != null) {
            table.checkWritable(Path.of(out)); // before the minutes, not after
        }
        for (Family family : families) {
            Table.Section section = table.add(family, measure(family));
            section.lines().forEach(System.out::println);
        }
        if (out != null) {
            table.write(Path.of(out));
        }
    }

    private static Map<String, Figure> measure(Family family) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(family.jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FamilyRun.class.getName(), family.name()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Map<String, Figure> figures = new HashMap<>();
        try (BufferedReader results = process.inputReader()) {
            for (@Nullable String line = results.readLine(); line != null; line = results.readLine()) {
                int space = line.indexOf(' ');
                figures.put(line.substring(0, space), Figure.decoded(line.substring(space + 1)));
            }
        } finally {
            process.destroy();
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(
                    "The JVM of the family " + family.name() + " ended with " + exit + "; what it said is above.");
        }
        return figures;
    }
}
