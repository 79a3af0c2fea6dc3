package dev.crossweave.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** One Markdown file as HTML, in which the links lead to what the site has in place of the repository's files. */
final class Page {

    /** A heading that one can go to. */
    record Heading(String id, String html) {
    }

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).nodeRendererFactory(Code::new).build();
    private static final Pattern H1 = Pattern.compile("<h1[^>]*>(.*?)</h1>", Pattern.DOTALL);
    private static final Pattern H2 = Pattern.compile("<h2 id=\"([^\"]*)\">(.*?)</h2>", Pattern.DOTALL);

    private final Path root;
    private final Path file;
    private final String html;
    private final List<Path> linked = new ArrayList<>();

    /** The page that a file of the repository makes. */
    Page(Path root, Path file, String markdown) {
        this.root = root;
        this.file = file;
        Node document = PARSER.parse(markdown);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(rewritten(link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                image.setDestination(rewritten(image.getDestination()));
                visitChildren(image);
            }
        });
        this.html = RENDERER.render(document);
    }

    /** A destination that isn't there stays as it is, for {@link DeadLinks} to find. */
    private String rewritten(String destination) {
        if (destination.startsWith("#") || destination.contains("://")) {
            return destination;
        }
        int hash = destination.indexOf('#');
        String path = hash < 0 ? destination : destination.substring(0, hash);
        Path target = root.relativize(root.resolve(file).resolveSibling(path).normalize());
        if (target.startsWith("..") || !Files.exists(root.resolve(target))) {
            return destination;
        }
        if (!isMarkdown(target)) {
            linked.add(target);
        }
        return Layout.relative(place(), place(root, target)) + (hash < 0 ? "" : destination.substring(hash));
    }

    /** Where the site has what the repository has at a path. */
    static Path place(Path root, Path path) {
        String name = path.toString();
        if (Files.isDirectory(root.resolve(path))) {
            return path.resolve("index.html");
        }
        if (name.endsWith(".svg") || name.endsWith(".png")) {
            return path;
        }
        if (path.endsWith("README.md")) {
            return path.resolveSibling("index.html");
        }
        return Path.of(isMarkdown(path) ? name.substring(0, name.length() - ".md".length()) + ".html" : name + ".html");
    }

    static boolean isMarkdown(Path path) {
        return path.toString().endsWith(".md");
    }

    Path file() {
        return file;
    }

    Path place() {
        return place(root, file);
    }

    /** The first heading, without markup. */
    String title() {
        return H1.matcher(html).results().findFirst().map(match -> match.group(1).replaceAll("<[^>]*>", ""))
                .orElse(file.toString());
    }

    String html() {
        return html;
    }

    /** The headings of the second level. */
    List<Heading> headings() {
        return H2.matcher(html).results().map(match -> new Heading(match.group(1), match.group(2))).toList();
    }

    /** What the page leads to that isn't a page. */
    List<Path> linked() {
        return linked;
    }
}
