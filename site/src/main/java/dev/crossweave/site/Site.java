package dev.crossweave.site;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the site: every Markdown page of the repository, and every file and directory that one of them leads to, at the path
 * that it has in the repository; beside them the API of the Java modules and that of the Kotlin one.
 */
public final class Site {

    private static final List<String> PICTURES = List.of(".svg", ".png");

    private final Path root;
    private final Path out;
    private final List<Page> pages = new ArrayList<>();
    private final Deque<Path> linked = new ArrayDeque<>();

    private Site(Path root, Path out) {
        this.root = root;
        this.out = out;
    }

    /**
     * Makes the site and fails when a link in it is dead.
     *
     * @param args the repository; where to put the site, which is emptied first; the Javadoc; the KDoc
     * @throws IOException when something can't be read or written
     */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[1]);
        delete(out);
        copy(Path.of(args[2]), out.resolve("apidocs"));
        copy(Path.of(args[3]), out.resolve("kdoc"));
        make(Path.of(args[0]), out);
        List<String> dead = DeadLinks.in(out);
        if (!dead.isEmpty()) {
            System.err.println(dead.size() + " dead links:\n  " + String.join("\n  ", dead));
            System.exit(1);
        }
        System.out.println("site: " + out.resolve("index.html"));
    }

    /** Makes the pages, without the API. */
    static void make(Path root, Path out) throws IOException {
        new Site(root.toRealPath(), out).make();
    }

    private void make() throws IOException {
        for (Path file : markdown()) {
            pages.add(new Page(root, file, Files.readString(root.resolve(file))));
        }
        Layout layout = new Layout(pages);
        for (Page page : pages) {
            write(page.place(), layout.page(page.place(), page.title(), page.html(), page.headings()));
            linked.addAll(page.linked());
        }
        Set<Path> shown = new HashSet<>();
        while (!linked.isEmpty()) {
            Path path = linked.remove();
            if (shown.add(path)) {
                show(path, layout);
            }
        }
    }

    /** Shows a file or directory that isn't a page. */
    private void show(Path path, Layout layout) throws IOException {
        Path full = root.resolve(path);
        if (Files.isDirectory(full)) {
            List<Path> inside;
            try (Stream<Path> entries = Files.list(full)) {
                inside = entries.map(root::relativize).sorted().toList();
            }
            linked.addAll(inside.stream().filter(entry -> !Page.isMarkdown(entry)).toList());
            Path place = Page.place(root, path);
            write(place,
                    layout.page(place, Code.escaped(path.toString()), Code.directory(root, path, inside), List.of()));
        } else if (PICTURES.stream().anyMatch(path.toString()::endsWith)) {
            Files.createDirectories(out.resolve(path).getParent());
            Files.copy(full, out.resolve(path));
        } else {
            Path place = Page.place(root, path);
            write(place, layout.page(place, Code.escaped(path.toString()), Code.file(path, Files.readString(full)),
                    List.of()));
        }
    }

    private void write(Path place, String html) throws IOException {
        Path file = out.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, html);
    }

    /** The pages: those of the root, of {@code docs}, and the README of each module. */
    private List<Path> markdown() throws IOException {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.map(root::relativize).filter(Page::isMarkdown)
                    .filter(file -> Stream.of("*.md", "docs/**.md", "*/README.md")
                            .anyMatch(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(file)))
                    .sorted().toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
