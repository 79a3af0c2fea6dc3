package dev.crossweave.samples.storefront;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws a trace: a line for each part, with a bar from where it began to where it ended. */
final class Waterfall {

    private static final int BAR = 24;
    private static final int THREAD = 26;
    private static final String LINE = "%-15s  %-17s  %-" + THREAD + "s  |%s|  %9s  %s";

    private Waterfall() {
    }

    static List<String> draw(Trace trace) {
        List<Span> spans = trace.spans().stream().sorted(Comparator.comparing(Span::part)).toList();
        long now = System.nanoTime();
        long start = spans.stream().mapToLong(Span::began).min().orElse(trace.began());
        long whole = spans.stream().mapToLong(span -> end(span, now) - start).max().orElse(0);

        List<String> lines = new ArrayList<>();
        lines.add(String.format(LINE, "part", "ecosystem", "began on thread", scale(whole), "took", "outcome"));
        for (Span span : spans) {
            lines.add(String.format(LINE, span.part(), span.part().ecosystem(), fit(span.thread()),
                    bar(span.began() - start, end(span, now) - start, whole), millis(end(span, now) - span.began()),
                    outcome(span)));
        }
        return lines;
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static long end(Span span, long now) {
        Span.End end = span.end();
        return end == null ? now : end.nanos();
    }

    private static String scale(long whole) {
        String most = millis(whole);
        return "0" + " ".repeat(Math.max(0, BAR - 1 - most.length())) + most;
    }

    private static String bar(long from, long to, long whole) {
        int begin = (int) (from * (BAR - 1) / Math.max(1, whole));
        int end = Math.max(begin + 1, (int) Math.round((double) to * BAR / Math.max(1, whole)));
        return " ".repeat(begin) + "#".repeat(end - begin) + " ".repeat(BAR - end);
    }

    /** The end of a thread's name tells more than its beginning. */
    private static String fit(String name) {
        return name.length() <= THREAD ? name : "~" + name.substring(name.length() - THREAD + 1);
    }

    private static String outcome(Span span) {
        return switch (span.end()) {
            case null -> "still at work";
            case Span.End(Span.Kind kind, String detail, Throwable failure, long nanos) -> switch (kind) {
                case VALUE -> "value";
                case FAILED -> "failed";
                case CANCELLED -> "cancelled: " + detail;
            };
        };
    }
}
