package dev.crossweave.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one family in this JVM and writes {@code name median/spread} for each measure to standard output.
 *
 * <p>Everything is warmed in several passes over all measures, so that each is measured in the company of the others'
 * profiles and not in a JVM that has seen one class of each kind. Then each round takes one sample of each measure, in an
 * order of its own, so that what changes in the machine meets ours and the peers alike.
 */
final class FamilyRun {

    private static final int WARM_PASSES = 3;

    private final Family family;
    private final List<Measure> measures;

    private FamilyRun(Family family) {
        this.family = family;
        this.measures = new ArrayList<>(family.measures());
    }

    public static void main(String[] args) throws Exception {
        PrintStream results = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // nothing that a library prints gets among the results
        new FamilyRun(Families.named(args[0])).run(results);
        System.exit(0); // pools of the peers may have threads that are not daemons
    }

    private void run(PrintStream results) throws Exception {
        for (int pass = 1; pass <= WARM_PASSES; pass++) {
            progress("warming, pass " + pass + " of " + WARM_PASSES);
            for (Measure measure : measures) {
                measure.warm();
            }
        }
        samples().forEach((measure, samples) -> results.println(measure.name() + " "
                + Figure.of(samples.stream().mapToDouble(Double::doubleValue).toArray()).encoded()));
    }

    private Map<Measure, List<Double>> samples() throws Exception {
        Map<Measure, List<Double>> samples = new LinkedHashMap<>();
        measures.forEach(measure -> samples.put(measure, new ArrayList<>()));
        int rounds = measures.stream().mapToInt(Measure::rounds).max().orElseThrow();
        for (int round = 0; round < rounds; round++) {
            progress("round " + (round + 1) + " of " + rounds);
            for (Measure measure : order(round)) {
                if (round < measure.rounds()) {
                    samples.get(measure).add(measure.sample());
                }
            }
        }
        return samples;
    }

    /** Another one begins each round, and every second round goes backwards. */
    private List<Measure> order(int round) {
        List<Measure> order = new ArrayList<>(measures);
        Collections.rotate(order, round);
        return round % 2 == 0 ? order : order.reversed();
    }

    private void progress(String what) {
        System.err.println("[" + family.name() + "] " + what);
    }
}
