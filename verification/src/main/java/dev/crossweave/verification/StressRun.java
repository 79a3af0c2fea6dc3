package dev.crossweave.verification;

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
import org.openjdk.jcstress.infra.Status;
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

    /** A race is a matter of luck, and of how busy the machine is; that one was seen is not. Round n runs each test n times. */
    private static final int ROUNDS = 8;

    private static final long PROGRESS_NANOS = 30_000_000_000L;

    private static final Path LOG = Path.of("log.txt");

    private final Part part;
    private final long start = System.nanoTime();
    private final SortedSet<String> tests = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<TestResult> shown = new ArrayList<>();
    private int forbidden;
    private long nextProgress = start + PROGRESS_NANOS;

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
        List<String> options = new ArrayList<>(List.of(args).subList(2, args.length));
        options.addAll(List.of("-r", "report"));
        PrintStream console = System.out;
        try (PrintStream log = new PrintStream(Files.newOutputStream(LOG), true, StandardCharsets.UTF_8)) {
            System.setOut(log);
            run.judge(run.results(new StressForks(options)));
        } finally {
            System.setOut(console);
        }
        System.exit(run.report() ? 0 : 1);
    }

    // ------------------------------------------------------------------------------------------ running

    private Collection<TestResult> results(StressForks forks) throws Exception {
        Collection<TestResult> results = new ArrayList<>();
        if (part == Part.LAWS) {
            results.addAll(forks.run(tests, 1, this::progress));
        } else {
            SortedSet<String> uncaught = new TreeSet<>(tests);
            for (int round = 1; round <= ROUNDS && !uncaught.isEmpty(); round++) {
                results.addAll(forks.run(uncaught, round, this::progress));
                results.stream().filter(result -> !result.grading().isPassed).map(TestResult::getName)
                        .forEach(uncaught::remove);
            }
        }
        forks.report();
        return results;
    }

    /** Now and then a line on standard error, so that who waits sees that something happens. */
    private void progress(int forks, int planned) {
        long now = System.nanoTime();
        if (now - nextProgress >= 0) {
            nextProgress = now + PROGRESS_NANOS;
            System.err.println("jcstress " + name() + ": " + forks + " of " + planned + " JVMs so far, " + time(now));
        }
    }

    private String name() {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private String time(long now) {
        long seconds = (now - start) / 1_000_000_000;
        return seconds / 60 + "m" + seconds % 60 + "s";
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
                forbidden++;
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

    private boolean report() {
        PrintWriter details = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        shown.forEach(result -> ReportUtils.printResult(details, result, true));
        complaints.forEach(details::println);
        String time = time(System.nanoTime());
        details.println(switch (part) {
            case LAWS -> "jcstress laws: %d tests, %d forbidden, %d errors, %s"
                    .formatted(tests.size(), forbidden, complaints.size() - forbidden, time);
            case TWINS -> "jcstress twins: %d of %d caught, %s"
                    .formatted(tests.size() - complaints.size(), tests.size(), time);
        });
        return complaints.isEmpty();
    }
}
