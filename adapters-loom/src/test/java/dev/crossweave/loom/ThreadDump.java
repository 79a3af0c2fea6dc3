package dev.crossweave.loom;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code jcmd Thread.dump_to_file -format=json} writes: the threads by the container that they belong to. */
final class ThreadDump {

    private static final Pattern CONTAINER = Pattern.compile("\"container\": \"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]*)\"");

    private ThreadDump() {
    }

    /** The names of the threads in each container that has one with this name; none for those without. */
    static List<Set<String>> containersWith(String threadName) throws IOException {
        return containers().stream().map(ThreadDump::names).filter(names -> names.contains(threadName)).toList();
    }

    private static List<String> containers() throws IOException {
        Path directory = Files.createTempDirectory("dump");
        Path file = directory.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(file.toString(),
                    HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
            String dump = Files.readString(file);
            List<Integer> starts = new ArrayList<>();
            for (Matcher found = CONTAINER.matcher(dump); found.find();) {
                starts.add(found.start());
            }
            starts.add(dump.length());
            String[] parts = new String[starts.size() - 1];
            Arrays.setAll(parts, i -> dump.substring(starts.get(i), starts.get(i + 1)));
            return List.of(parts);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static Set<String> names(String container) {
        Set<String> names = new TreeSet<>();
        for (Matcher found = NAME.matcher(container); found.find();) {
            names.add(found.group(1));
        }
        return names;
    }
}
