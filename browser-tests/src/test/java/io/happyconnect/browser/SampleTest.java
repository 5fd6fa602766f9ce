package io.happyconnect.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The sample as a visitor meets it. */
@NeedsChromium
class SampleTest {

    private static Chromium chromium;
    private static SampleProcess sample;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        sample = new SampleProcess();
        chromium = new Chromium();
    }

    @AfterAll
    static void end() throws InterruptedException {
        chromium.close();
        sample.close();
    }

    @BeforeEach
    void openTheFirstPage() {
        chromium.colours("light");
        chromium.open(sample.url("/"));
        chromium.complaints();
    }

    private static void follow(String link) {
        chromium.driver().findElement(By.linkText(link)).click();
    }

    @Test
    void aVisitorTypesAUrlAndSeesTheRacesOfAllThreeClients() {
        chromium.find("#to").sendKeys("http://" + sample.neighbourhood() + "/" + Keys.ENTER);

        chromium.awaitText("#result", "connected to 127.0.0.103");
        assertThat(chromium.all("#result h3").stream().map(WebElement::getText))
                .containsExactly(
                        "HappyConnector.connect to " + sample.neighbourhood(),
                        "OkHttp through Happy Connect, GET http://" + sample.neighbourhood() + "/",
                        "RestClient through Happy Connect, GET http://" + sample.neighbourhood() + "/");
        assertThat(chromium.all("#result pre").stream().map(WebElement::getText))
                .hasSize(3)
                .allMatch(race -> race.contains("127.0.0.101")
                        && race.contains("connection refused")
                        && race.contains("via 127.0.0.103:"));
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void aVisitorWithoutABrokenNetworkComparesInTheNeighbourhood() {
        chromium.find("form[action^='/compare'] button").click();

        chromium.awaitText("main", "connected both ways");
        List<WebElement> meters = chromium.all("meter");
        assertThat(meters).hasSize(2);
        assertThat(Long.parseLong(meters.get(0).getAttribute("value"))).isGreaterThanOrEqualTo(1_000);
        assertThat(Long.parseLong(meters.get(1).getAttribute("value"))).isLessThan(1_000);
    }

    @Test
    void theDashboardSaysWhatTheVisitorHasJustSeen() {
        follow("dashboard");

        chromium.awaitText(".headline", "2 addresses fail since");
        assertThat(chromium.text("#verdict")).contains("127.0.0.101", "no answer", "127.0.0.102", "connection refused");
        chromium.awaitText("#status", "Live");
        follow(sample.neighbourhood());
        chromium.awaitText(".subject", sample.neighbourhood());
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void whatActuatorKnowsIsOneClickAway() {
        follow("Health");
        assertThat(chromium.text("body")).contains("happyConnect", "\"degraded\"", "127.0.0.101");
        chromium.driver().navigate().back();
        follow("Metrics");
        assertThat(chromium.text("body")).contains("happy.connect.races");
        chromium.driver().navigate().back();
        follow("Prometheus");
        assertThat(chromium.text("body")).contains("happy_connect_peer_attempts_seconds_count");
    }

    @Test
    void whatCannotBeIsSaidBesideTheField() {
        chromium.find("#to").sendKeys("<script>alert(1)</script>:80" + Keys.ENTER);

        chromium.awaitText("[role=alert]", "That cannot be: ");
        assertThat(chromium.find("#to").getAttribute("value")).isEqualTo("<script>alert(1)</script>:80");
        assertThat(chromium.all("script")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axeFindsNothing(String colours) throws IOException {
        chromium.colours(colours);
        chromium.find("#to").sendKeys("http://" + sample.neighbourhood() + "/" + Keys.ENTER);
        chromium.awaitText("#result", "connected to 127.0.0.103");

        assertThat(Axe.violations(chromium)).isEmpty();
    }
}
