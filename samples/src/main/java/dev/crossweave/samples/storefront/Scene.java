package dev.crossweave.samples.storefront;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One scene of the demo: what was seen, and what should have been but wasn't. */
final class Scene {

    private final String title;
    private final List<String> lines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Scene(String title) {
        this.title = title;
    }

    void say(String line) {
        lines.add(line);
    }

    void show(Trace trace) {
        lines.addAll(Waterfall.draw(trace));
    }

    /** What is not as expected is a problem. */
    void expect(String what, @Nullable Object expected, @Nullable Object got) {
        if (!Objects.equals(expected, got)) {
            problems.add(what + ": expected " + expected + "; got " + got);
        }
    }

    String title() {
        return title;
    }

    List<String> lines() {
        return lines;
    }

    /** Empty when everything held. */
    List<String> problems() {
        return problems;
    }
}
