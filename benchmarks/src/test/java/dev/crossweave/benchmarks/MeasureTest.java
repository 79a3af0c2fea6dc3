package dev.crossweave.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {

    @Test
    void sample_workThatDidSomethingElse_isNoFigure() {
        Measure lazy = Timed.of("ns.lazy", 10, 10, () -> 9);
        assertThatThrownBy(lazy::sample).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ns.lazy").hasMessageContaining("expected the sum 10, got 9");
    }

    @Test
    void sample_workThatAllocates_countsItAndNotItsPreparation() throws Exception {
        Measure arrays = new Allocated("bytes.arrays", 2, 2_032, () -> {
            byte[][] kept = new byte[100][1_000];
            return () -> {
                kept[0] = new byte[1_016]; // 1,032 with its header
                kept[1] = new byte[1_016];
                return kept[0].length + kept[1].length;
            };
        });
        assertThat(arrays.sample()).isCloseTo(1_032, within(64.0)); // the counter itself may cost something
    }

    @Test
    void of_samples_takesTheMedianAndHalfTheMiddleHalf() {
        Figure figure = Figure.of(new double[]{9, 1, 5, 3, 100});
        assertThat(figure).isEqualTo(new Figure(5, 3));
        assertThat(Figure.decoded(figure.encoded())).isEqualTo(figure);
    }

    /** What is printed is found by name, so names that occur twice would hide a figure. */
    @Test
    void measures_ofAllFamilies_haveNamesOfTheirOwn() {
        List<String> names = new ArrayList<>();
        Families.ALL.forEach(family -> family.measures().forEach(measure -> names.add(measure.name())));
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("(ns|bytes)(\\.\\w+)+"));
    }
}
