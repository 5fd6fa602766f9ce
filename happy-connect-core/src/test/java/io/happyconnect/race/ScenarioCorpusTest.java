package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What the tests of other implementations race, raced by our rules in virtual time.
 *
 * <p>{@code -Dhappyconnect.scenarios=DIR} plays the rows of another directory instead.
 */
class ScenarioCorpusTest {

    @TestFactory
    Stream<DynamicTest> everyRowComesOutAsExpected() throws IOException {
        return ScenarioDirectory.chosen().rows().stream()
                .map(row -> DynamicTest.dynamicTest(name(row), () -> comesOutAsExpected(row)));
    }

    private static String name(JsonNode row) {
        return row.path("id").asString("?") + " " + row.path("source").asString("?");
    }

    private static void comesOutAsExpected(JsonNode row) {
        Story story;
        List<String> differences;
        try {
            Scenario scenario = Scenario.of(row);
            story = scenario.play();
            differences = scenario.expect().differences(story);
        } catch (RuntimeException e) {
            throw new AssertionError(name(row) + " cannot be played: " + e.getMessage(), e);
        }
        assertThat(differences).as("%s: %s", name(row), story).isEmpty();
    }
}
