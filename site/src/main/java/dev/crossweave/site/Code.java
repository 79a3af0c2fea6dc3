package dev.crossweave.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** Code with its comments, strings and words of the language told apart: in a page, as a file, and files as a list. */
final class Code implements NodeRenderer {

    private static final Set<String> LANGUAGES = Set.of("java", "kotlin", "kt");
    private static final Pattern TOKEN = Pattern.compile(String.join("|",
            "(?<comment>//[^\\n]*|/\\*.*?\\*/)",
            "(?<string>\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'|'\\\\u[0-9a-f]{4}')",
            "(?<mark>@[\\w.]+)",
            "(?<word>\\b(?:abstract|as|assert|boolean|break|by|byte|case|catch|char|class|companion|continue|data|default|do|double"
                    + "|else|enum|extends|final|finally|float|for|fun|if|implements|import|in|inline|instanceof|int|interface|internal|is"
                    + "|long|native|new|non-sealed|null|object|open|operator|override|package|permits|private|protected|public|record"
                    + "|return|sealed|short|static|super|suspend|switch|synchronized|this|throw|throws|transient|true|false|try|val|var"
                    + "|void|volatile|when|while|yield)\\b)"),
            Pattern.DOTALL);

    private final HtmlNodeRendererContext context;

    Code(HtmlNodeRendererContext context) {
        this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
        FencedCodeBlock block = (FencedCodeBlock) node;
        context.getWriter().line();
        context.getWriter().raw(html(block.getInfo(), block.getLiteral()));
        context.getWriter().line();
    }

    /** A file, below the path that it has. */
    static String file(Path path, String text) {
        String name = path.toString();
        return "<h1 class=\"path\">" + escaped(name) + "</h1>\n"
                + html(name.substring(name.lastIndexOf('.') + 1), text);
    }

    /** A directory, with a link to each of its entries. */
    static String directory(Path root, Path path, List<Path> inside) {
        StringBuilder html = new StringBuilder("<h1 class=\"path\">" + escaped(path.toString()) + "</h1>\n<ul>\n");
        for (Path entry : inside) {
            html.append("<li><a href=\"").append(Layout.relative(Page.place(root, path), Page.place(root, entry)))
                    .append("\">").append(escaped(entry.getFileName().toString())).append("</a></li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private static String html(String language, String code) {
        String text = escaped(code);
        return "<pre><code>" + (LANGUAGES.contains(language) ? TOKEN.matcher(text).replaceAll(Code::marked) : text)
                + "</code></pre>";
    }

    private static String marked(MatchResult token) {
        String kind = token.namedGroups().keySet().stream().filter(name -> token.group(name) != null).findFirst()
                .orElseThrow();
        return "<span class=\"" + kind + "\">" + Matcher.quoteReplacement(token.group()) + "</span>";
    }

    /** Text that is no markup; quotes stay, for {@link #TOKEN} to see. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
