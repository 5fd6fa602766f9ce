package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus proves something only if a row that expects the wrong thing fails. */
class ScenarioHarnessTest {

    private static final String WON = """
            {"id": "X", "source": "s", "peerNote": "",
             "settings": {"connectionAttemptDelayMs": 250, "resolutionDelayMs": 50, "firstFamilyCount": 1},
             "dns": [{"family": "ANY", "atMs": 0, "addresses": ["192.0.2.1", "192.0.2.2", "192.0.2.3"]}],
             "addresses": {"192.0.2.1": {"outcome": "hang", "afterMs": null},
                           "192.0.2.2": {"outcome": "error", "afterMs": 0},
                           "192.0.2.3": {"outcome": "connect", "afterMs": 5}},
             "expect": {"winner": "192.0.2.3", "winnerAtMs": 255, "closed": ["192.0.2.1"],
                        "starts": [{"addr": "192.0.2.1", "atMs": 0}, {"addr": "192.0.2.3", "atMs": 250}]}}
            """;

    private static final String LOST = """
            {"id": "X", "source": "s", "peerNote": "",
             "settings": {"deadlineMs": 100, "cancelAtMs": 100},
             "dns": [{"family": "ANY", "atMs": 7, "addresses": ["192.0.2.1"]}],
             "addresses": {"192.0.2.1": {"outcome": "hang", "afterMs": null}},
             "expect": {"error": "DEADLINE", "errorAtMs": 100, "starts": [{"addr": "192.0.2.1", "atMs": 7}]}}
            """;

    private static final String PENDING = """
            {"id": "X", "source": "s", "peerNote": "",
             "settings": {"stopAtMs": 20, "preferredFamily": "v6"},
             "dns": [{"family": "A", "atMs": 0, "addresses": ["192.0.2.1"]},
                     {"family": "AAAA", "atMs": 21, "addresses": []}],
             "addresses": {"192.0.2.1": {"outcome": "connect", "afterMs": 0}},
             "expect": {"pending": true, "starts": []}}
            """;

    @Test
    void aRightExpectationIsMet() {
        assertThat(differences(WON)).isEmpty();
        assertThat(differences(LOST)).isEmpty();
        assertThat(differences(PENDING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    starts     | {"addr": "192.0.2.1", "atMs": 0} | {"addr": "192.0.2.1", "atMs": 1}
                    starts     | {"addr": "192.0.2.1", "atMs": 0} | {"addr": "192.0.2.2", "atMs": 0}
                    starts     | {"addr": "192.0.2.1", "atMs": 0}, | ``
                    starts     | {"addr": "192.0.2.3", "atMs": 250} | {"addr": "192.0.2.3", "atMs": 250}, {"addr": "192.0.2.3", "atMs": 250}
                    winner     | "winner": "192.0.2.3" | "winner": "192.0.2.1"
                    winnerAtMs | "winnerAtMs": 255 | "winnerAtMs": 254
                    closed     | "closed": ["192.0.2.1"] | "closed": []
                    closed     | "closed": ["192.0.2.1"] | "closed": ["192.0.2.1", "192.0.2.3"]
                    """)
    void aWrongExpectationOfARaceThatIsWonIsFound(String field, String right, String wrong) {
        assertThat(differences(changed(WON, right, wrong)))
                .singleElement()
                .asString()
                .startsWith(field + ": expected ");
    }

    @Test
    void aWrongExpectationOfARaceThatIsLostIsFound() {
        assertThat(differences(changed(LOST, "\"errorAtMs\": 100", "\"errorAtMs\": 99")))
                .singleElement()
                .isEqualTo("errorAtMs: expected 99000000, but was 100000000");
        for (String wrong : List.of("ALL_FAILED", "NO_ADDRESSES", "DNS_FAILED", "CANCELLED")) {
            assertThat(differences(changed(LOST, "\"error\": \"DEADLINE\"", "\"error\": \"" + wrong + "\"")))
                    .singleElement()
                    .asString()
                    .startsWith("error: expected ");
        }
    }

    @Test
    void aWrongKindOfEndIsFound() {
        String wonExpectation = "\"winner\": \"192.0.2.3\", \"winnerAtMs\": 255";
        assertThat(differences(changed(WON, wonExpectation, "\"pending\": true")))
                .anyMatch(difference -> difference.startsWith("pending: expected true"));
        assertThat(differences(changed(WON, wonExpectation, "\"error\": \"ALL_FAILED\", \"errorAtMs\": 255")))
                .anyMatch(difference -> difference.startsWith("error: "))
                .anyMatch(difference -> difference.startsWith("winner: "));
        assertThat(differences(changed(PENDING, "\"pending\": true", "\"error\": \"CANCELLED\", \"errorAtMs\": 0")))
                .anyMatch(difference -> difference.startsWith("pending: expected false"));
    }

    @Test
    void aRowIsObservedUntilItsStopInclusive() {
        assertThat(differences(changed(PENDING, "\"stopAtMs\": 20", "\"stopAtMs\": 21")))
                .containsExactly(
                        "starts: expected [], but was [192.0.2.1:443 at 21.0 ms]",
                        "winner: expected null, but was 192.0.2.1:443",
                        "pending: expected true, but was false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"unknown\": 1, \"winner\": \"192.0.2.3\"", // in expect
                "\"winner\": \"192.0.2.3\", \"winner\": \"192.0.2.3\"",
                "\"winner\": \"example.com\"",
                "\"winner\": \"192.0.2.3\", \"pending\": true",
                "\"winnerAt\": \"192.0.2.3\"",
                "\"winner\": null"
            })
    void aRowThatIsNotUnderstoodFails(String instead) {
        assertThatThrownBy(() -> differences(changed(WON, "\"winner\": \"192.0.2.3\"", instead)))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "peerNote": ""      | "peerNote": "", "note": ""
                    "firstFamilyCount"  | "firstFamilyCounts"
                    "family": "ANY"     | "family": "MX"
                    "outcome": "hang"   | "outcome": "hand"
                    "afterMs": 5        | "afterMs": 5.5
                    "afterMs": 5        | "afterMs": "5"
                    "afterMs": 5        | "after": 5
                    "192.0.2.1": {      | "192.0.2.9": {
                    """)
    void aFieldThatIsNotUnderstoodFails(String right, String wrong) {
        assertThatThrownBy(() -> differences(changed(WON, right, wrong))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aDirectoryWithoutRowsFails(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> new ScenarioDirectory(directory).rows()).hasMessage("no scenarios in " + directory);

        Files.writeString(directory.resolve("README.md"), "no rows");
        assertThatThrownBy(() -> new ScenarioDirectory(directory).rows()).hasMessage("no scenarios in " + directory);

        Path empty = Files.writeString(directory.resolve("empty.json"), "[]");
        assertThatThrownBy(() -> new ScenarioDirectory(directory).rows()).hasMessage("not a list of rows: " + empty);
    }

    @Test
    void aMissingDirectoryFails(@TempDir Path directory) {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> new ScenarioDirectory(missing).rows())
                .hasMessage("no such directory of scenarios: " + missing);
    }

    @Test
    void ourOwnRowsAreThere() throws IOException {
        assertThat(new ScenarioDirectory(Path.of("src/test/resources/scenarios")).rows())
                .hasSizeGreaterThanOrEqualTo(90);
    }

    private static List<String> differences(String json) {
        Scenario scenario = Scenario.of(Scenario.rows(json));
        return scenario.expect().differences(scenario.play());
    }

    private static String changed(String row, String from, String to) {
        assertThat(row).contains(from);
        return row.replace(from, to);
    }
}
