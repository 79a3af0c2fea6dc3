package dev.crossweave.benchmarks;

import dev.crossweave.benchmarks.families.ContextFamily;
import dev.crossweave.benchmarks.families.ConvertFamily;
import dev.crossweave.benchmarks.families.ExecutorsFamily;
import dev.crossweave.benchmarks.families.LoomFamily;
import dev.crossweave.benchmarks.families.MemoryFamily;
import dev.crossweave.benchmarks.families.SpawnFamily;
import dev.crossweave.benchmarks.families.StreamFamily;
import dev.crossweave.benchmarks.families.WakeFamily;
import dev.crossweave.benchmarks.families.YieldFamily;
import java.util.List;

/** All families, in the order of the tables. */
final class Families {

    static final List<Family> ALL = List.of(new YieldFamily(), new SpawnFamily(), new WakeFamily(), new MemoryFamily(),
            new ConvertFamily(), new StreamFamily(), new LoomFamily(), new ContextFamily(), new ExecutorsFamily());

    private Families() {
    }

    /** Those that are measured when none is named. */
    static List<Family> headline() {
        return ALL.stream().filter(family -> !family.separate()).toList();
    }

    static Family named(String name) {
        return ALL.stream().filter(family -> family.name().equals(name)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + ALL.stream().map(Family::name).toList() + " as the family, got " + name));
    }
}
