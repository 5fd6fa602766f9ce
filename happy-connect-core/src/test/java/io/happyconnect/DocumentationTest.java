package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names exists. */
class DocumentationTest {

    private static final Path TOP = Path.of(System.getProperty("happyconnect.topDirectory", ".."));
    private static final Pattern CLASS_OF_A_PACKAGE =
            Pattern.compile("`(candidate|drive|name|observe|order|probe|race|resolve|route|selection)\\.([A-Z]\\w+)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    @Test
    void everyClassAndTestNamedForTheRfcExists() throws IOException {
        String page = Files.readString(TOP.resolve("docs/rfc8305.md"));
        Path core = TOP.resolve("happy-connect-core/src");
        List<String> missing = new ArrayList<>();
        Matcher classes = CLASS_OF_A_PACKAGE.matcher(page);
        int named = 0;
        while (classes.find()) {
            named++;
            if (!Files.exists(
                    core.resolve("main/java/io/happyconnect/" + classes.group(1) + "/" + classes.group(2) + ".java"))) {
                missing.add(classes.group());
            }
        }
        Matcher tests = TEST.matcher(page);
        while (tests.find()) {
            named++;
            if (!testExists(core.resolve("test/java"), tests.group(1), tests.group(2))) {
                missing.add(tests.group());
            }
        }
        assertThat(named).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    private static boolean testExists(Path root, String name, String method) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Path file = files.filter(path -> path.endsWith(name + ".java"))
                    .findFirst()
                    .orElse(null);
            return file != null && (method == null || Files.readString(file).contains("void " + method + "("));
        }
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(
                TOP.resolve("README.md"),
                TOP.resolve("CONTRIBUTING.md"),
                TOP.resolve("CHANGELOG.md"),
                TOP.resolve("SECURITY.md"),
                TOP.resolve("network-lab/README.md")));
        try (Stream<Path> files = Files.walk(TOP.resolve("docs"))) {
            files.filter(path -> path.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                if (!Files.exists(page.resolveSibling(links.group(1)))) {
                    broken.add(page + " -> " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }
}
