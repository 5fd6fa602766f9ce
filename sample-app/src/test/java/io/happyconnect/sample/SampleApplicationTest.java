package io.happyconnect.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** A visitor's way through the pages. */
class SampleApplicationTest {

    private static final String CONNECT = "Connect";
    private static final String COMPARE = "Compare plain Socket with Happy Connect";

    private static RunningSample sample;
    private static Browser browser;

    @BeforeAll
    static void start() {
        sample = new RunningSample();
        browser = new Browser(sample);
    }

    @AfterAll
    static void end() {
        sample.close();
    }

    private static Page connectTo(String to) throws IOException {
        return browser.press(browser.open("/"), CONNECT, Map.of("to", to));
    }

    @Test
    void thePageSaysWhatItIs() throws IOException {
        Page page = browser.open("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.texts("h1")).containsExactly("Happy Connect");
        assertThat(page.text())
                .contains("Happy Connect tries the next address a moment later")
                .contains("broken.example:" + sample.neighbourhoodPort() + " has three addresses");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Page page = browser.open("/");

        assertThat(page.all("a"))
                .extracting(link -> link.getAttribute("href"))
                .containsExactly(
                        "/actuator/happyconnect",
                        "/actuator/health",
                        "/actuator/happyconnect",
                        "/actuator/metrics",
                        "/actuator/prometheus");
        for (String tag : List.of("a", "link")) {
            for (Element link : page.all(tag)) {
                assertThat(browser.open(link.getAttribute("href")).status())
                        .as(link.getAttribute("href"))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void nothingOnThePageCanRun() throws IOException {
        Page page = browser.open("/");

        assertThat(page.contentSecurityPolicy()).startsWith("default-src 'none'; style-src 'self';");
        assertThat(page.all("script")).isEmpty();
        assertThat(page.all("style")).isEmpty();
    }

    @Test
    void everyFieldHasALabelAndTheLanguageIsSaid() throws IOException {
        Page page = browser.open("/");

        assertThat(page.document().getDocumentElement().getAttribute("lang")).isEqualTo("en");
        List<String> labelled = page.all("label").stream()
                .map(label -> label.getAttribute("for"))
                .toList();
        assertThat(page.all("input"))
                .isNotEmpty()
                .allSatisfy(input -> assertThat(labelled).contains(input.getAttribute("id")));
    }

    @Test
    void theComparisonShowsPlainSocketBesideHappyConnect() throws IOException {
        Page page = browser.press(browser.open("/"), COMPARE, Map.of());

        assertThat(page.status()).isEqualTo(200);
        List<Long> millis = page.all("meter").stream()
                .map(meter -> Long.valueOf(meter.getAttribute("value")))
                .toList();
        assertThat(millis).hasSize(2);
        assertThat(millis.get(0)).isGreaterThanOrEqualTo(RunningSample.PLAIN_TIMEOUT_MILLIS);
        assertThat(millis.get(1)).isBetween(150L, millis.get(0) - 1);
        assertThat(page.texts("pre").get(0))
                .contains("127.0.0.101  no answer, given up after 1.0")
                .contains("127.0.0.102  connection refused after")
                .contains("127.0.0.103  connected after");
        assertThat(page.texts("pre").get(1))
                .contains("connected broken.example:" + sample.neighbourhoodPort() + " via 127.0.0.103:")
                .contains("attempt delay 150 ms");
        assertThat(page.texts("h3")).endsWith("OkHttp through Happy Connect");
        assertThat(page.text()).contains("HTTP/1.1 200, 24 bytes");
    }

    @Test
    void metricsCountEveryAddressThatTheComparisonWentTo() throws IOException {
        PeerAttempts before =
                PeerAttempts.in(browser.open("/actuator/prometheus").body());
        browser.press(browser.open("/"), COMPARE, Map.of());
        PeerAttempts after =
                PeerAttempts.in(browser.open("/actuator/prometheus").body());

        // One race through the bean and one through OkHttp.
        assertThat(after.since(before))
                .isEqualTo(Map.of("127.0.0.101 lost", 2L, "127.0.0.102 failed", 2L, "127.0.0.103 won", 2L));
    }

    @Test
    void healthKnowsWhichAddressesAreBad() throws IOException {
        browser.press(browser.open("/"), COMPARE, Map.of());

        Json health = Json.of(browser.open("/actuator/health").body()).at("/components/happyConnect");

        assertThat(health.text("/status")).isEqualTo("UP");
        Json target =
                health.at("/details/targets").elementWith("target", "broken.example:" + sample.neighbourhoodPort());
        assertThat(target.text("/state")).isEqualTo("degraded");
        assertThat(target.text("/addresses/127.0.0.101/state")).isEqualTo("failing");
        assertThat(target.text("/addresses/127.0.0.102/lastError")).isEqualTo("connection_refused");
        assertThat(target.text("/addresses/127.0.0.103/state")).isEqualTo("working");
    }

    @Test
    void theEndpointKnowsTheRaces() throws IOException {
        browser.press(browser.open("/"), COMPARE, Map.of());

        assertThat(browser.open("/actuator/happyconnect").body())
                .contains("broken.example")
                .contains("127.0.0.101");
    }

    @Test
    void goesToAHostAndPortThroughTheBean() throws IOException {
        Page page = connectTo(" Broken.Example:" + sample.neighbourhoodPort() + " ");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("connected to 127.0.0.103, after")
                .contains("A URL goes through OkHttp and RestClient as well");
        assertThat(page.texts("pre")).hasSize(1);
        assertThat(page.texts("pre").get(0)).contains("3  127.0.0.103 |");
    }

    @Test
    void goesToAUrlThroughTheBeanOkHttpAndRestClient() throws IOException {
        Page page = connectTo("http://broken.example:" + sample.neighbourhoodPort() + "/hello?a=1&b=<2>");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("connected to 127.0.0.103, after")
                .contains("HTTP/1.1 200, 24 bytes, after")
                .contains("status 200, 24 bytes, after");
        assertThat(page.texts("pre")).hasSize(3).allMatch(timeline -> timeline.contains("via 127.0.0.103:"));
    }

    @Test
    void tellsAFailureWithItsTimeline() throws IOException {
        Page page = connectTo("http://127.0.0.102:" + sample.neighbourhoodPort() + "/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("cannot connect to 127.0.0.102:").contains("1 address tried, none connected");
        assertThat(page.texts("pre"))
                .hasSize(3)
                .allMatch(timeline ->
                        timeline.startsWith("failed 127.0.0.102:") && timeline.contains("connection refused"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | say where to",
                "example.com             | has no port: append one",
                "example.com:0           | port",
                "example.com:65536       | port",
                "example.com nosuchservice | service 'nosuchservice' is not known",
                "ftp://example.com/      | is no URL of the form http://host/ or https://host/",
                "<script>x()</script>:80 | <script>x()</script>",
                "\"'&:80                 | target",
            })
    void saysWhatIsWrongWithWhatWasWritten(String written, String refusal) throws IOException {
        Page page = connectTo(written);

        assertThat(page.status()).isEqualTo(400);
        Element alert = page.all("p").stream()
                .filter(p -> p.getAttribute("role").equals("alert"))
                .findFirst()
                .orElseThrow();
        assertThat(alert.getTextContent()).startsWith("That cannot be: ").contains(refusal);
        Element field = page.all("input").get(0);
        assertThat(field.getAttribute("value")).isEqualTo(written);
        assertThat(field.getAttribute("aria-describedby")).contains(alert.getAttribute("id"));
        assertThat(page.all("script")).isEmpty();
    }

    @Test
    void refusesWhatIsTooLongToBeMeant() throws IOException {
        String longest = "http://example.com/" + "x".repeat(1_981) + ":";

        assertThat(connectTo(longest).text()).contains("That cannot be: that is longer than 2000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connect", "/compare"})
    void whoeverReloadsAResultIsBackAtTheStart(String path) throws IOException {
        assertThat(browser.open(path)).isEqualTo(browser.open("/"));
    }

    @Test
    void whoeverIsLostFindsBack() throws IOException {
        Page page = browser.open("/nowhere");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("There is nothing at this address.").contains("Back to the start");
        assertThat(page.contentSecurityPolicy()).startsWith("default-src 'none'");
    }
}
