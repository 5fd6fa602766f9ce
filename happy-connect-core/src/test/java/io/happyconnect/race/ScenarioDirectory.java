package io.happyconnect.race;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where the rows of the corpus are. */
record ScenarioDirectory(Path path) {

    static final String PROPERTY = "happyconnect.scenarios";

    /** The directory that the property names, or our own. */
    static ScenarioDirectory chosen() {
        String other = System.getProperty(PROPERTY);
        return new ScenarioDirectory(other == null ? own() : otherDirectory(other));
    }

    private static Path own() {
        try {
            return Path.of(ScenarioDirectory.class
                            .getResource("/scenarios/README.md")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    // The tests run in the directory of their module, but people name a directory as they see it from the top.
    private static Path otherDirectory(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(PROPERTY + " is empty; it must name a directory");
        }
        Path fromTop =
                Path.of(System.getProperty("happyconnect.topDirectory", "")).resolve(name);
        return Files.isDirectory(fromTop) ? fromTop : Path.of(name).toAbsolutePath();
    }

    /** All rows of all files, at least one. */
    List<JsonNode> rows() throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("no such directory of scenarios: " + path);
        }
        List<JsonNode> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(this::isJson).sorted().toList()) {
                JsonNode list = Scenario.rows(Files.readString(file));
                if (!list.isArray() || list.isEmpty()) {
                    throw new IllegalArgumentException("not a list of rows: " + file);
                }
                list.forEach(rows::add);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no scenarios in " + path);
        }
        return rows;
    }

    private boolean isJson(Path file) {
        return file.getFileName().toString().endsWith(".json");
    }
}
