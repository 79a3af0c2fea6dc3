package dev.crossweave.benchmarks;

/**
 * What one measure has more than another: of each pair of samples, which are taken one right after the other.
 *
 * @param name as in {@link Measure#name()}
 * @param with the measure of both
 * @param without the measure of what doesn't count
 */
public record Difference(String name, Measure with, Measure without) implements Measure {

    @Override
    public String unit() {
        return with.unit();
    }

    @Override
    public void warm() throws Exception {
        with.warm();
        without.warm();
    }

    @Override
    public double sample() throws Exception {
        return with.sample() - without.sample();
    }
}
