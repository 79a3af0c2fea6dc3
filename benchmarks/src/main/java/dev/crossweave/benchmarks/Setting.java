package dev.crossweave.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * When, of what and where the table was made. All of it is found out, none of it typed.
 *
 * @param date the day, UTC
 * @param commit the commit, marked when the tree differs from it
 * @param machine processor, memory, system, and the load at the start
 * @param jdk the version of the JVM
 */
record Setting(String date, String commit, String machine, String jdk) {

    static Setting now() {
        return new Setting(LocalDate.now(ZoneOffset.UTC).toString(), currentCommit(), currentMachine(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static String currentCommit() {
        String commit = output("git", "rev-parse", "--short=12", "HEAD");
        if (commit.isEmpty()) {
            return "unknown (no git here)";
        }
        return output("git", "status", "--porcelain").isEmpty() ? commit : commit + " with changes";
    }

    /** What a command prints, or nothing when there is no such command or it fails. */
    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? printed : "";
        } catch (IOException noSuchCommand) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for " + List.of(command), e);
        }
    }

    private static String currentMachine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(Locale.ROOT, "%s, %d processors, %.0f GB, %s %s; load %.1f at the start", processor(),
                system.getAvailableProcessors(), system.getTotalMemorySize() / (double) (1 << 30), system.getName(),
                system.getArch(), system.getSystemLoadAverage());
    }

    /** The processor's name, which only Linux tells without a tool. */
    private static String processor() {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (Files.isReadable(cpuinfo)) {
            try (Stream<String> lines = Files.lines(cpuinfo)) {
                return lines.filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown processor");
            } catch (IOException e) {
                return "unreadable processor";
            }
        }
        return "unknown processor";
    }
}
