package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Wherever the published modules are listed, all of them are. */
class ModulesTest {

    private static final Path TOP = Path.of(System.getProperty("happyconnect.topDirectory", ".."));
    private static final String BOM = "happy-connect-bom";

    private static List<String> published() {
        List<String> published = new ArrayList<>();
        for (String module : texts(pom("."), "//modules/module")) {
            Document pom = pom(module);
            if (!texts(pom, "/project/packaging").contains("pom")
                    && !texts(pom, "//maven.deploy.skip").contains("true")) {
                published.add(module);
            }
        }
        return published;
    }

    @Test
    void thereAreSome() {
        assertThat(published())
                .contains("happy-connect-core", "happy-connect-spring-boot-starter", "happy-connect-per-family")
                .doesNotContain("happy-connect-test-support", "sample-app", "network-lab");
    }

    @Test
    void theBomHasEveryPublishedModule() {
        assertThat(texts(pom(BOM), "/project/dependencyManagement//artifactId"))
                .containsExactlyInAnyOrderElementsOf(published());
    }

    @Test
    void theBomHasNothingElseForThoseWhoImportIt() {
        Document bom = pom(BOM);
        assertThat(texts(bom, "/project/dependencyManagement//groupId")).containsOnly("io.happyconnect");
        assertThat(texts(bom, "/project/dependencyManagement//version")).containsOnly("${project.version}");
        assertThat(texts(bom, "/project/parent/artifactId")).isEqualTo(texts(pom("."), "/project/artifactId"));
        assertThat(texts(pom("."), "/project/dependencyManagement | /project/dependencies"))
                .as("what the parent of the BOM manages, those who import it would get")
                .isEmpty();
    }

    @Test
    void theSupplyChainIsLookedAtForEveryPublishedModule() throws IOException {
        assertThat(Files.readString(TOP.resolve(".ci/supply-chain"))).contains(published());
    }

    @Test
    void versionsInTheDocumentationAreThatOfTheBuild() throws IOException {
        String version = texts(pom("."), "/project/version").get(0);
        List<String> others = new ArrayList<>();
        try (Stream<Path> pages = Stream.concat(Stream.of(TOP.resolve("README.md")), Files.walk(TOP.resolve("docs")))) {
            for (Path page :
                    pages.filter(each -> each.toString().endsWith(".md")).toList()) {
                String text = Files.readString(page);
                for (String dependency : text.split("<groupId>io.happyconnect</groupId>", -1)) {
                    String shown = dependency.replaceFirst("(?s)^\\s*<artifactId>[^<]*</artifactId>\\s*<version>", "");
                    if (!shown.equals(dependency) && !shown.startsWith(version + "<")) {
                        others.add(page + ": " + shown.lines().findFirst().orElse(""));
                    }
                }
            }
        }
        assertThat(others).isEmpty();
    }

    private static Document pom(String module) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(TOP.resolve(module).resolve("pom.xml").toFile());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(module, e);
        }
    }

    private static List<String> texts(Document pom, String xpath) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(xpath, pom, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                texts.add(nodes.item(i).getTextContent().strip());
            }
            return texts;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(xpath, e);
        }
    }
}
