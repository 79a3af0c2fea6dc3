package dev.crossweave.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A module is published unless its pom says otherwise, and what is published must be in every list of such modules. */
class PublishedModulesTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void bom_namesEveryPublishedModule() throws Exception {
        assertThat(ours(pom("bom"))).containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void parent_managesEveryPublishedModule() throws Exception {
        assertThat(ours(pom("."))).containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void apiRecord_comparesEveryPublishedModule() throws Exception {
        assertThat(ApiRecordTest.publishedModules().map(arguments -> (String) arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(published());
    }

    /** Guards the tests above: a path that finds nothing would let everything pass. */
    @Test
    void published_knowsWhichAre() throws Exception {
        assertThat(published()).contains("crossweave-core", "crossweave-testkit")
                .doesNotContain("crossweave-bom", "crossweave-verification");
    }

    private static List<String> published() throws Exception {
        Stream.Builder<String> artifacts = Stream.builder();
        for (String module : texts(pom("."), "/project/modules/module")) {
            Document pom = pom(module);
            boolean kept = texts(pom, "/project/properties/maven.deploy.skip").contains("true");
            if (!kept && !texts(pom, "/project/packaging").contains("pom")) {
                artifacts.add(texts(pom, "/project/artifactId").getFirst());
            }
        }
        return artifacts.build().toList();
    }

    /** The artifacts of this project that a pom gives a version to. */
    private static List<String> ours(Document pom) throws Exception {
        return texts(pom,
                "/project/dependencyManagement/dependencies/dependency[groupId='dev.crossweave']/artifactId");
    }

    private static List<String> texts(Document pom, String path) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        NodeList found = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent()).toList();
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    }
}
