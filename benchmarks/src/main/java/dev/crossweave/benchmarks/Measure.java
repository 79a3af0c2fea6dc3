package dev.crossweave.benchmarks;

/**
 * One quantity that can be measured again and again. Making one costs nothing: the JVM that prints the table makes them
 * too, for their names.
 */
public interface Measure {

    /**
     * What is measured, and in which unit: the first word of the name, as in {@code ns.yield.local}.
     *
     * @return words separated by dots
     */
    String name();

    /**
     * The unit.
     *
     * @return {@code ns} for each operation, or {@code B}
     */
    String unit();

    /**
     * Brings code and data into the state that is worth measuring.
     *
     * @throws Exception when the work failed or did something other than it should
     */
    void warm() throws Exception;

    /**
     * Measures once.
     *
     * @return the figure, in the unit of this measure
     * @throws Exception when the work failed or did something other than it should
     */
    double sample() throws Exception;

    /**
     * How many samples the median is taken of.
     *
     * @return an odd number
     */
    default int rounds() {
        return 9;
    }
}
