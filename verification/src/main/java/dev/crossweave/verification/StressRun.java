package dev.crossweave.verification;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs jcstress over the laws or over their broken twins, and says in one line what came out. The laws pass when no forbidden
 * outcome was seen; the twins pass when each of them showed one, for which those that didn't are run again, up to
 * {@value #ROUNDS} times in all. Ends with status 1 otherwise.
 *
 * <p>Arguments: {@code laws} or {@code twins}, a pattern for the names of the tests, and options for jcstress. What jcstress
 * prints goes to {@code log.txt}, its HTML report beside it, both in the working directory.
 */
public final class StressRun {

    private enum Part {
        LAWS("Kept"), TWINS("Broken");

        private final String prefix;

        Part(String prefix) {
            this.prefix = prefix;
        }

        boolean takes(String test) {
            return test.substring(test.lastIndexOf('.') + 1).startsWith(prefix);
        }
    }

    /**
     * A race is a matter of luck, and of how busy the machine is; that one was seen is not. In round n jcstress runs each test n
     * times, because in one JVM it remembers the configurations of the rounds before.
     */
    private static final int ROUNDS = 8;

    private static final Path LOG = Path.of("log.txt");

    private final Part part;
    private final SortedSet<String> tests = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<TestResult> shown = new ArrayList<>();

    private StressRun(Part part, Pattern names) {
        this.part = part;
        TestList.tests().stream().filter(part::takes).filter(names.asPredicate()).forEach(tests::add);
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            throw new IllegalArgumentException(
                    "expected: laws|twins <pattern> <jcstress options>; got " + List.of(args));
        }
        StressRun run = new StressRun(Part.valueOf(args[0].toUpperCase(Locale.ROOT)), Pattern.compile(args[1]));
        Files.deleteIfExists(LOG);
        long start = System.nanoTime();
        List<String> options = List.of(args).subList(2, args.length);
        run.judge(run.part == Part.LAWS ? run.results(run.tests, options) : run.rounds(options));
        System.exit(run.report((System.nanoTime() - start) / 1_000_000_000) ? 0 : 1);
    }

    // ------------------------------------------------------------------------------------------ running

    private Collection<TestResult> rounds(List<String> options) throws Exception {
        Collection<TestResult> results = new ArrayList<>();
        SortedSet<String> uncaught = new TreeSet<>(tests);
        for (int round = 1; round <= ROUNDS && !uncaught.isEmpty(); round++) {
            results.addAll(results(uncaught, options));
            results.stream().filter(result -> !result.grading().isPassed).map(TestResult::getName)
                    .forEach(uncaught::remove);
        }
        return results;
    }

    private static Collection<TestResult> results(SortedSet<String> tests, List<String> options) throws Exception {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-r", "report", "-t", selection(tests)));
        Options parsed = new Options(all.toArray(String[]::new));
        quietly(() -> {
            if (!parsed.parse()) {
                throw new IllegalArgumentException("jcstress doesn't take these options: " + all);
            }
            new JCStress(parsed).run();
        });
        Path results = Path.of(parsed.getResultFile());
        InProcessCollector collector = new InProcessCollector();
        if (Files.exists(results)) {
            DiskReadCollector reader = new DiskReadCollector(results.toString(), collector);
            reader.dump();
            reader.close();
            Files.delete(results);
        }
        return collector.getTestResults();
    }

    private static String selection(SortedSet<String> tests) {
        return tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void quietly(Work work) throws Exception {
        PrintStream console = System.out;
        try (PrintStream log =
                new PrintStream(Files.newOutputStream(LOG, CREATE, APPEND), true, StandardCharsets.UTF_8)) {
            System.setOut(log);
            work.run();
        } catch (AssertionError failures) {
            // How jcstress says that a test failed. The results have it in full, and what is a failure depends on the part.
        } finally {
            System.setOut(console);
        }
    }

    // ------------------------------------------------------------------------------------------ judging

    private void judge(Collection<TestResult> results) {
        List<TestResult> byName = ReportUtils.mergedByName(results);
        SortedSet<String> missing = new TreeSet<>(tests);
        for (TestResult result : byName) {
            missing.remove(result.getName());
            boolean clean = result.grading().isPassed;
            if (result.status() != Status.NORMAL) {
                complain(result, "did not run to its end: " + result.status());
            } else if (part == Part.LAWS && !clean) {
                complain(result, "showed an outcome that its law forbids");
            } else if (part == Part.TWINS && clean) {
                complain(result, "is broken and was not caught: the test of its law can't fail");
            }
        }
        missing.forEach(name -> complaints.add(name + " did not run; see log.txt"));
        if (tests.isEmpty()) {
            complaints.add("no test has a name like that");
        }
    }

    private void complain(TestResult result, String what) {
        complaints.add(result.getName() + " " + what);
        shown.add(result);
    }

    private boolean report(long seconds) {
        PrintWriter details = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        shown.forEach(result -> ReportUtils.printResult(details, result, true));
        complaints.forEach(details::println);
        int good = tests.size() - complaints.size();
        details.println(switch (part) {
            case LAWS -> "jcstress: %d tests, %d with a forbidden outcome or an error, %d s"
                    .formatted(tests.size(), complaints.size(), seconds);
            case TWINS -> "twins: %d of %d caught, %d s".formatted(good, tests.size(), seconds);
        });
        return complaints.isEmpty();
    }
}
