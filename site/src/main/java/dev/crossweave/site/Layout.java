package dev.crossweave.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is around each page: style, the list of all pages, and the headings of this one. */
final class Layout {

    /** The groups of the list, and which files are in each; a file belongs to the first that has it. */
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Use", List.of("README.md", "docs/GUIDE.md", "*/README.md"));
        GROUPS.put("Rely on", List.of("docs/CONTRACT.md", "docs/LIMITATIONS.md", "docs/BENCHMARKS.md", "CHANGELOG.md"));
        GROUPS.put("Change", List.of("CONTRIBUTING.md", "docs/DESIGN.md", "docs/VERIFICATION.md", "**.md"));
    }

    private final String frame = resource("page.html").replace("{{style}}", resource("page.css"));
    private final Map<String, List<Page>> groups = new LinkedHashMap<>();

    /** The layout of a site that has these pages. */
    Layout(List<Page> pages) {
        List<Page> left = new ArrayList<>(pages);
        GROUPS.forEach((name, globs) -> {
            List<Page> group = new ArrayList<>();
            for (String glob : globs) {
                var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
                left.stream().filter(page -> matcher.matches(page.file())).forEach(group::add);
                left.removeAll(group);
            }
            groups.put(name, group);
        });
    }

    /** A page as it is written; title and content are HTML. */
    String page(Path place, String title, String content, List<Page.Heading> headings) {
        StringBuilder list = new StringBuilder();
        groups.forEach((name, group) -> {
            list.append("<h2>").append(name).append("</h2>\n<ul>\n");
            group.forEach(page -> list.append(item(place, page.place(), page.title())));
            if (name.equals("Rely on")) {
                list.append(item(place, Path.of("apidocs/index.html"), "API (Java)"));
                list.append(item(place, Path.of("kdoc/index.html"), "API (Kotlin)"));
            }
            list.append("</ul>\n");
        });
        StringBuilder here = new StringBuilder();
        headings.forEach(
                heading -> here.append("<li><a href=\"#").append(heading.id()).append("\">").append(heading.html())
                        .append("</a></li>\n"));
        return frame.replace("{{title}}", title.equals("Crossweave") ? title : title + " · Crossweave")
                .replace("{{home}}", relative(place, Path.of("index.html"))).replace("{{pages}}", list)
                .replace("{{here}}", here.isEmpty() ? "" : "<h2>On this page</h2>\n<ul>\n" + here + "</ul>")
                .replace("{{content}}", content);
    }

    private static String item(Path from, Path to, String title) {
        return "<li><a href=\"" + relative(from, to) + "\"" + (from.equals(to) ? " aria-current=\"page\"" : "") + ">"
                + title
                + "</a></li>\n";
    }

    /** The way from one place to another. */
    static String relative(Path from, Path to) {
        return Path.of("/").resolve(from).resolveSibling("").relativize(Path.of("/").resolve(to)).toString()
                .replace('\\', '/');
    }

    private static String resource(String name) {
        try (InputStream file = Layout.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " of this program can't be read", e);
        }
    }
}
