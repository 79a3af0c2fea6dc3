package dev.crossweave.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.TestExecutor;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.SerializedBufferCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.HTMLReportPrinter;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.OSSupport;
import org.openjdk.jcstress.os.Scheduler;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.os.topology.PresetRegularTopology;
import org.openjdk.jcstress.os.topology.Topology;
import org.openjdk.jcstress.vm.CompileMode;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * Runs jcstress tests in JVMs of their own: what jcstress's main program does, and one thing that it doesn't. On a machine
 * with fewer cores than a test has actors it would leave the test out; here the actors take turns then, which races less, but
 * does race: any two of three run at once, and the third comes in wherever the system stops one of them.
 */
final class StressForks {

    /** Is told of each JVM that has come back. */
    interface Progress {
        void done(int forks, int planned);
    }

    private final Options options;
    private final Options optionsForTurns;
    private final int cores;
    private final InProcessCollector reported = new InProcessCollector();

    /** Takes options as jcstress's main program does. */
    StressForks(List<String> arguments) throws Exception {
        options = parsed(arguments);
        List<String> yielding = new ArrayList<>(arguments);
        yielding.addAll(List.of("-spinStyle", "THREAD_YIELD")); // who waits for a core lets go of its own
        optionsForTurns = parsed(yielding);
        cores = options.getCPUCount();
        OSSupport.init();
        VMSupport.initFlags(options);
        VMSupport.detectAvailableVMConfigs(options.isSplitCompilation(), options.getJvmArgs(),
                options.getJvmArgsPrepend());
    }

    private static Options parsed(List<String> arguments) throws Exception {
        Options options = new Options(arguments.toArray(String[]::new));
        if (!options.parse()) {
            throw new IllegalArgumentException("jcstress doesn't take these options: " + arguments);
        }
        return options;
    }

    /** Runs each test in each configuration, so many times. */
    Collection<TestResult> run(Collection<String> tests, int times, Progress progress) throws Exception {
        Scheduler real = new Scheduler(Topology.get(), cores);
        List<TestConfig> fitting = new ArrayList<>();
        List<TestConfig> turns = new ArrayList<>();
        int actors = 0;
        for (String test : tests) {
            TestInfo info = TestList.getInfo(test);
            if (info.threads() <= cores) {
                real.scheduleClasses(info.threads(), cores, options.affinityMode())
                        .forEach(where -> addForks(fitting, options, info, where, times));
            } else {
                actors = Math.max(actors, info.threads());
                pretended(info.threads()).scheduleClasses(info.threads(), info.threads(), AffinityMode.NONE)
                        .forEach(where -> addForks(turns, optionsForTurns, info, where, times));
            }
        }
        InProcessCollector results = new InProcessCollector();
        int planned = fitting.size() + turns.size();
        execute(fitting, real, results, 0, planned, progress);
        if (!turns.isEmpty()) {
            execute(turns, pretended(actors), results, fitting.size(), planned, progress);
        }
        return results.getTestResults();
    }

    /** A machine with so many cores, for actors that are not bound to any. */
    private static Scheduler pretended(int cores) throws Exception {
        return new Scheduler(new PresetRegularTopology(1, cores, 1), cores);
    }

    private static void addForks(List<TestConfig> forks, Options options, TestInfo info, SchedulingClass where,
            int times) {
        boolean split = options.isSplitCompilation() && VMSupport.compilerDirectivesAvailable();
        int[] modes = split
                ? CompileMode.casesFor(info.threads(), VMSupport.c1Available(), VMSupport.c2Available())
                : new int[]{CompileMode.UNIFIED};
        for (VMSupport.Config vm : VMSupport.getAvailableVMConfigs()) {
            for (int mode : modes) {
                if (split && vm.onlyIfC2() && !CompileMode.hasC2(mode, info.threads())) {
                    continue;
                }
                int count = times * options.getForks() * (vm.stress() ? options.getForksStressMultiplier() : 1);
                for (int fork = 0; fork < count; fork++) {
                    forks.add(new TestConfig(options, info, fork, vm.args(), mode, where));
                }
            }
        }
    }

    private void execute(List<TestConfig> forks, Scheduler scheduler, InProcessCollector results, int before,
            int planned, Progress progress) throws Exception {
        int[] done = {before};
        SerializedBufferCollector sink = new SerializedBufferCollector(result -> { // one at a time
            results.add(result);
            if (result.getEnv() != null) { // null: it ended badly, which the caller complains of; the report can't have it
                reported.add(result);
            }
            progress.done(++done[0], planned);
        });
        try {
            new TestExecutor(options.verbosity(), sink, scheduler).runAll(forks);
        } finally {
            sink.close();
        }
    }

    /** Writes jcstress's HTML report over all runs. */
    void report() throws Exception {
        new HTMLReportPrinter(options, reported, System.out).work();
    }
}
