package io.happyconnect.boot.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.Races;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.boot.endpoint.SetupDescriptor;
import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What the page says, before any browser has seen it. */
class HappyConnectDashboardTest {

    private static final Instant NOW = Races.NOON.plusSeconds(60);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final RaceHistory history =
            new RaceHistory(new HistoryLimits(100, 100, 50, Duration.ofMinutes(5)), List.of(), CLOCK);
    private final HappyConnectDashboard dashboard = dashboard(Stream::empty);

    private HappyConnectDashboard dashboard(Supplier<Stream<HappyConnector>> connectors) {
        SetupDescriptor setup = new SetupDescriptor(List.of(), List.of(), List.of());
        return new HappyConnectDashboard(
                new HappyConnectEndpoint(history, connectors, () -> setup), () -> "/actuator/happyconnect", CLOCK);
    }

    private void play(RaceReport report) {
        Races.play(report, history);
    }

    private void playBroken(Instant at) {
        play(Races.to("api.example.com:443")
                .at(at)
                .answered(2, "2001:db8::1", "192.0.2.1", "192.0.2.2")
                .lost("2001:db8::1", 2, 252)
                .failed("192.0.2.1", 252, 1, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.2", 253, 1)
                .elapsed(254)
                .ends(RaceOutcome.CONNECTED));
    }

    private PageXml page() {
        return PageXml.of(dashboard.page(null, null, null));
    }

    private static String headline(PageXml page) {
        return page.text("//*[@class='headline']");
    }

    @Test
    void saysThatThereIsNothingYet() {
        PageXml page = page();

        assertThat(headline(page)).isEqualTo("No races yet");
        assertThat(page.text("//*[@id='races']")).isEqualTo("Latest racesNone.");
    }

    @Test
    void theFirstThingItSaysIsWhichAddressIsBadAndSinceWhen() {
        playBroken(Races.NOON);
        playBroken(Races.NOON.plusSeconds(30));

        PageXml page = page();
        assertThat(headline(page)).isEqualTo("2 addresses fail since 12:00:00 UTC");
        assertThat(page.text("//*[@id='verdict']/p"))
                .isEqualTo("IPv6 does not work at all. Users feel nothing of it: every target is reached another way.");
        assertThat(page.row("verdict", "2001:db8::1"))
                .containsExactly(
                        "2001:db8::1",
                        "failing",
                        "12:00:00 UTC, for 59 s",
                        "no answer",
                        "not yet",
                        "api.example.com:443",
                        "default");
        assertThat(page.row("verdict", "192.0.2.1")).contains("connection refused");
        assertThat(page.row("verdict", "192.0.2.2")).as("works").isEmpty();
    }

    @Test
    void anAddressThatWorksAgainIsNoLongerBad() {
        play(Races.to("api.example.com:443")
                .failed("192.0.2.1", 0, 1, FailureCause.CONNECTION_RESET)
                .ends(RaceOutcome.FAILED));
        play(Races.to("api.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));

        PageXml page = page();
        assertThat(headline(page)).isEqualTo("1 address fails now and then");
        assertThat(page.row("verdict", "192.0.2.1")).contains("degraded", "now and then, last 59 s ago");
        assertThat(page.text("//*[@id='verdict']/p")).isEqualTo("Every target is reached another way now.");
    }

    @Test
    void oneFailureAfterAConnectIsNowAndThenAndNotSince() {
        play(Races.to("api.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        failsAt(Races.NOON);

        assertThat(summary()).contains("degraded").doesNotContain("since", "unreachable");
        assertThat(page().row("verdict", "192.0.2.1")).contains("degraded", "now and then, last 59 s ago");
        assertThat(page().row("targets", "192.0.2.1")).contains("degraded");
        assertThat(page().text("//main")).doesNotContain("cannot be reached");
    }

    @Test
    void threeFailuresInARowAfterAConnectAreSince() {
        play(Races.to("api.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        failsAt(Races.NOON);
        failsAt(Races.NOON.plusSeconds(1));
        assertThat(summary()).contains("degraded").doesNotContain("unreachable");
        failsAt(Races.NOON.plusSeconds(2));

        assertThat(summary())
                .contains("failing", "unreachable since 12:00:00 UTC")
                .doesNotContain("degraded");
        assertThat(page().row("targets", "192.0.2.1")).contains("failing since 12:00:00 UTC");
    }

    @Test
    void whatNobodyHasTriedForAWhileIsNotSaidToBeUnreachable() {
        failsAt(NOW.minus(Duration.ofMinutes(6)));

        assertThat(summary()).contains("unknown").doesNotContain("since", "unreachable");
        assertThat(page().row("targets", "192.0.2.1")).contains("unknown");
    }

    private void failsAt(Instant at) {
        play(Races.to("api.example.com:443")
                .at(at)
                .failed("192.0.2.1", 0, 1, FailureCause.CONNECTION_RESET)
                .ends(RaceOutcome.FAILED));
    }

    private String summary() {
        return page().text("//*[@id='targets']//summary");
    }

    @Test
    void whatUsersFeelComesFirst() {
        playBroken(Races.NOON.minusSeconds(100));
        play(Races.to("gone.example.com:80")
                .lookupFailed(3, new UnknownHostException("gone.example.com"))
                .ends(RaceOutcome.UNRESOLVED));

        PageXml page = page();
        assertThat(headline(page)).isEqualTo("gone.example.com:80 cannot be reached since 12:00:00 UTC");
        assertThat(page.row("verdict", "gone.example.com:80"))
                .containsExactly(
                        "gone.example.com:80", "12:00:00 UTC, for 59 s", "nothing to connect to", "not yet", "default");
        assertThat(page.texts("//*[@id='targets']//summary/span[@class='name']"))
                .containsExactly("gone.example.com:80", "api.example.com:443");
    }

    @Test
    void allIsWellIsSaidToo() {
        play(Races.to("api.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("api.example.com:443").won("192.0.2.2", 0, 1).ends(RaceOutcome.CONNECTED));

        assertThat(headline(page())).isEqualTo("All 2 addresses in use work");
    }

    @Test
    void aTargetWhoseNameIsFoundOnlyNowAndThenIsNotWell() {
        play(Races.to("api.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("api.example.com:443")
                .lookupFailed(3, new UnknownHostException("api.example.com"))
                .ends(RaceOutcome.UNRESOLVED));

        assertThat(headline(page())).isEqualTo("api.example.com:443 fails now and then");
    }

    @Test
    void aConnectorShowsHowManySocketsAreOnTheirWay() {
        try (HappyConnector connector =
                HappyConnector.builder().maxSocketsInFlight(3072).build()) {
            PageXml page = PageXml.of(dashboard(() -> Stream.of(connector)).page(null, null, null));

            assertThat(page.row("connectors", "default")).endsWith("0 of 3\u00a0072");
        }
    }

    @Test
    void familiesAndTotalsAreThere() {
        playBroken(Races.NOON);

        PageXml page = page();
        assertThat(page.row("families", "IPv6"))
                .containsExactly("IPv6", "failing since 12:00:00 UTC", "1", "1", "no answer 59 s ago");
        assertThat(page.row("families", "IPv4"))
                .containsExactly("IPv4", "degraded", "2", "1", "connection refused 59 s ago");
        assertThat(page.texts("//dl/div")).containsSubsequence("connected1", "by a later address1", "failed0");
    }

    @Test
    void aRaceIsAWaterfall() {
        playBroken(Races.NOON);

        PageXml page = page();
        assertThat(page.row("races", "Name resolution"))
                .containsExactly("Name resolution", "", "0.0 ms", "2.0 ms", "3 addresses");
        assertThat(page.row("races", "2001:db8::1")).containsExactly("2001:db8::1", "", "2.0 ms", "252 ms", "lost");
        assertThat(page.row("races", "192.0.2.1"))
                .containsExactly("192.0.2.1", "", "252 ms", "1.0 ms", "failed: connection refused");
        assertThat(page.row("races", "192.0.2.2")).containsExactly("192.0.2.2", "", "253 ms", "1.0 ms", "won");
        assertThat(page.text("//tr[th='2001:db8::1']/td[@class='timeline']/*/*/@x"))
                .isEqualTo("0.79%");
        assertThat(page.text("//tr[th='2001:db8::1']/td[@class='timeline']/*/*/@width"))
                .isEqualTo("99.21%");
    }

    @Test
    void racesWithNothingToSeeAreClosed() {
        playBroken(Races.NOON);
        play(Races.to("a.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));

        assertThat(page().texts("//*[@id='races']/details[@open]"))
                .singleElement()
                .asString()
                .contains("api.example.com");
    }

    @Test
    void filtersAreThoseOfTheEndpoint() {
        playBroken(Races.NOON);
        play(Races.to("gone.example.com:80").ends(RaceOutcome.TIMED_OUT));

        PageXml page = PageXml.of(dashboard.page(100, "timeout", "degraded"));
        assertThat(page.texts("//*[@id='races']/details/summary/span[@class='name']"))
                .containsExactly("gone.example.com:80");
        assertThat(page.texts("//*[@id='targets']/details/summary/span[@class='name']"))
                .containsExactly("api.example.com:443");
        assertThat(page.texts("//option[@selected]")).containsExactly("degraded", "timed out", "100 races");
        assertThat(headline(page)).as("says what is bad whatever is chosen").startsWith("gone.example.com:80 cannot");
        assertThatThrownBy(() -> dashboard.page(null, "won", null)).isInstanceOf(InvalidEndpointRequestException.class);
    }

    @Test
    void theChoiceOfAllIsAnEmptyValue() {
        playBroken(Races.NOON);

        assertThat(dashboard.page(25, "", "")).isEqualTo(dashboard.page(null, null, null));
    }

    @Test
    void atMostTwentyFiveRacesUnlessMoreAreAskedFor() {
        for (int i = 0; i < 30; i++) {
            playBroken(Races.NOON);
        }

        assertThat(page().texts("//*[@id='races']/details")).hasSize(25);
        assertThat(PageXml.of(dashboard.page(100, null, null)).texts("//*[@id='races']/details"))
                .hasSize(30);
    }

    @Test
    void aPageStaysSmallHoweverMuchIsKnown() {
        for (int target = 0; target < 100; target++) {
            Races race = Races.to("host" + target + ".example.com:443");
            for (int address = 0; address < 40; address++) {
                race.failed("192.0.2." + address, 0, 1, FailureCause.CONNECTION_REFUSED);
            }
            play(race.ends(RaceOutcome.FAILED));
        }

        PageXml page = page();
        assertThat(page.html().length()).isLessThan(3_000_000);
        assertThat(page.text("//*[@id='targets']/p")).isEqualTo("And 60 more, which the JSON of this address has.");
        assertThat(page.texts("//*[@id='verdict']//tbody/tr")).hasSize(24);
    }

    @Test
    void aTargetHasAPageOfItsOwn() {
        playBroken(Races.NOON);
        play(Races.to("other.example.com:80").won("192.0.2.9", 0, 1).ends(RaceOutcome.CONNECTED));

        WebEndpointResponse<String> response = dashboard.target("api.example.com:443");
        PageXml page = PageXml.of(response.getBody());
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(headline(page)).isEqualTo("2 addresses fail since 12:00:00 UTC");
        assertThat(page.html()).doesNotContain("other.example.com");
        assertThat(page.text("//nav/a/@href")).isEqualTo("../happyconnect");
    }

    @Test
    void linksLeadToTargetsWhateverIsInTheirNames() {
        play(Races.to("[2001:db8::1]:443").won("2001:db8::1", 0, 1).ends(RaceOutcome.CONNECTED));

        assertThat(page().texts("//*[@id='targets']//a/@href"))
                .containsExactly("happyconnect/%5B2001%3Adb8%3A%3A1%5D%3A443");
        assertThat(dashboard.target("[2001:db8::1]:443").getStatus()).isEqualTo(200);
    }

    @Test
    void whatNobodyKnowsIsNotFoundAndNotRun() {
        WebEndpointResponse<String> response = dashboard.target("<script>alert(1)</script>\"'&\u202e");

        assertThat(response.getStatus()).isEqualTo(404);
        PageXml page = PageXml.of(response.getBody());
        assertThat(page.text("//h2")).isEqualTo("Nothing is known of <script>alert(1)</script>\"'&\\u202e");
        assertThat(page.texts("//script")).isEmpty();
        assertThat(page.text("//title")).contains("<script>");
    }
}
