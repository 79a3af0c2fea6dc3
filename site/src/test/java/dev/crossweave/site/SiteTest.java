package dev.crossweave.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

    @TempDir
    Path directory;
    private Path root;
    private Path out;

    @BeforeEach
    void emptyApi() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        out = directory.resolve("out");
        for (String api : List.of("apidocs", "kdoc")) {
            Files.createDirectories(out.resolve(api));
            Files.writeString(out.resolve(api).resolve("index.html"), "<p>API</p>");
        }
    }

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private String made(String path) throws IOException {
        return Files.readString(out.resolve(path));
    }

    private List<String> deadLinks() throws IOException {
        Site.make(root, out);
        return DeadLinks.in(out);
    }

    @Test
    void site_ofThisRepository_hasNoDeadLink() throws IOException {
        Site.make(Path.of(".."), out);
        assertThat(DeadLinks.in(out)).isEmpty();
        assertThat(made("index.html")).contains("<h1 id=\"crossweave\">", "docs/GUIDE.html");
    }

    @Test
    void links_toWhatIsThere_leadToWhatTheSiteHasInItsPlace() throws IOException {
        file("README.md",
                "# A\n[guide](docs/GUIDE.md#two-words) [code](core/src/A.java) [all](core/src) ![plot](docs/a.svg)\n");
        file("docs/GUIDE.md",
                "# Guide\n[home](../README.md)\n## Two words\n[here](#two-words) [web](https://example.org/x)\n");
        file("docs/a.svg", "<svg/>");
        file("core/src/A.java", "class A {}");
        file("core/src/B.java", "class B {}");
        file("core/README.md", "# core\n[file](src/A.java)\n");

        assertThat(deadLinks()).isEmpty();
        assertThat(made("index.html")).contains("href=\"docs/GUIDE.html#two-words\"", "href=\"core/src/A.java.html\"",
                "href=\"core/src/index.html\"", "src=\"docs/a.svg\"");
        assertThat(made("docs/GUIDE.html")).contains("href=\"../index.html\"", "href=\"https://example.org/x\"",
                "<li><a href=\"#two-words\">Two words</a></li>");
        assertThat(made("core/src/index.html")).contains("href=\"B.java.html\"");
        assertThat(made("core/src/B.java.html")).contains("B {}");
    }

    @Test
    void links_thatLeadNowhere_areNamedWithTheirPage() throws IOException {
        file("README.md",
                "# A\n[file](docs/NONE.md) [anchor](docs/GUIDE.md#none) [here](#none) [code](A.java) ![p](p.svg)\n");
        file("docs/GUIDE.md", "# Guide\n[outside](../../secret.md)\n");
        file("../secret.md", "# Secret\n");

        assertThat(deadLinks()).containsExactlyInAnyOrder("index.html: docs/NONE.md",
                "index.html: docs/GUIDE.html#none",
                "index.html: #none", "index.html: A.java", "index.html: p.svg", "docs/GUIDE.html: ../../secret.md");
    }

    @Test
    void links_withinTheApi_areLookedAtToo() throws IOException {
        Files.writeString(out.resolve("apidocs/index.html"),
                "<a href=\"A.html#poll(java.util.List%3CT%3E)\"></a><a href=\"B.html\"></a><a href=\"../\"></a>"
                        + "<a href=\"A.html#1%2FF\"></a>");
        Files.writeString(out.resolve("apidocs/A.html"),
                "<section id=\"poll(java.util.List&lt;T&gt;)\"><a id=\"1%2FF\">");
        file("README.md", "# A\n");

        assertThat(deadLinks()).containsExactly("apidocs/index.html: B.html");
    }

    @Test
    void page_hasTablesAndCodeThatIsEscapedAndColoured() throws IOException {
        file("README.md", """
                # A & B
                | one | two |
                |---|---|
                | `List<T>` | 2 |

                ```java
                @Override // List<T>
                public String a() { return "a // b"; }
                ```
                """);

        assertThat(deadLinks()).isEmpty();
        assertThat(made("index.html")).contains("<td><code>List&lt;T&gt;</code></td>",
                "<title>A &amp; B · Crossweave</title>",
                "<span class=\"mark\">@Override</span> <span class=\"comment\">// List&lt;T&gt;</span>",
                "<span class=\"word\">return</span> <span class=\"string\">\"a // b\"</span>;");
    }
}
