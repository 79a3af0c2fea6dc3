package dev.crossweave.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own: for what can be seen once in a JVM's life, or by its flags alone. */
final class ForkedJvm {

    static final String OPEN_TO_CLASS_PATH = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    private static final int SECONDS = 60;

    private ForkedJvm() {
    }

    /** What a program on the class path prints, when it exits with 0 in time. */
    static String run(List<String> flags, String classPath, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(flags);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** The same of one that is in a module. */
    static String runModule(List<String> flags, String module, Class<?> program) throws Exception {
        List<String> command = new ArrayList<>(flags);
        command.addAll(List.of("-m", module + "/" + program.getName()));
        return run(command);
    }

    private static String run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(printed).isZero();
            return printed.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Where a class was compiled to. */
    static String home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
