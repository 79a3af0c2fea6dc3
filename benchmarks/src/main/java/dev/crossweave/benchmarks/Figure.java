package dev.crossweave.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the samples of one measure come to.
 *
 * @param median the middle one
 * @param spread half the distance between the lower and the upper quartile
 */
record Figure(double median, double spread) {

    static Figure of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        double quartiles = sorted[last - last / 4] - sorted[last / 4];
        return new Figure(sorted[sorted.length / 2], quartiles / 2);
    }

    /** As one word on the wire between the two JVMs. */
    String encoded() {
        return median + "/" + spread;
    }

    static Figure decoded(String word) {
        int slash = word.indexOf('/');
        return new Figure(Double.parseDouble(word.substring(0, slash)), Double.parseDouble(word.substring(slash + 1)));
    }

    /** A number to three significant digits, without an exponent. */
    static String digits(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
