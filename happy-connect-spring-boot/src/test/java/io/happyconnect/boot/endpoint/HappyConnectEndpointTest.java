package io.happyconnect.boot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.Races;
import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.BlackHole;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

class HappyConnectEndpointTest {

    private final RaceHistory history = new RaceHistory(
            new HistoryLimits(10, 10, 10, Duration.ofMinutes(5)), List.of(), Clock.fixed(Races.NOON, ZoneOffset.UTC));

    private static final SetupDescriptor SETUP =
            new SetupDescriptor(List.of("OkHttp"), List.of("resolver (SystemResolver)"), List.of("aliases orders-db"));

    private final HappyConnectEndpoint endpoint = new HappyConnectEndpoint(history, Stream::empty, () -> SETUP);

    @Test
    void theConfigurationOfEachConnectorIsShown() {
        try (HappyConnector defaults = HappyConnector.create();
                HappyConnector other = HappyConnector.builder()
                        .name("other")
                        .connectionAttemptDelay(Duration.ofNanos(12_345_678))
                        .resolutionDelay(Duration.ofMillis(5))
                        .attemptTimeout(Duration.ofSeconds(1))
                        .connectTimeout(Duration.ofSeconds(2))
                        .maxConcurrentAttempts(3)
                        .firstAddressFamilyCount(2)
                        .preferredFamily(AddressFamily.IPV4)
                        .maxSocketsInFlight(7)
                        .build()) {
            assertThat(new HappyConnectEndpoint(history, () -> Stream.of(defaults, other), () -> SETUP)
                            .happyConnect(null, null, null)
                            .connectors())
                    .containsExactly(
                            new ConnectorDescriptor(
                                    "default",
                                    250,
                                    50,
                                    null,
                                    10_000,
                                    null,
                                    1,
                                    null,
                                    defaults.maxSocketsInFlight(),
                                    0,
                                    0),
                            new ConnectorDescriptor("other", 12.346, 5, 1000.0, 2_000, 3, 2, "ipv4", 7, 0, 0));
        }
    }

    @Test
    void socketsOnTheirWayAreShownWithTheirLimit() throws Exception {
        try (BlackHole silent = new BlackHole();
                HappyConnector connector =
                        HappyConnector.builder().maxSocketsInFlight(2).build()) {
            HappyConnectEndpoint watched = new HappyConnectEndpoint(history, () -> Stream.of(connector), () -> SETUP);
            for (int i = 0; i < 3; i++) {
                var unused = connector.connectAsync(Target.of(
                        silent.address().getAddress().getHostAddress(),
                        silent.address().getPort()));
            }
            await().untilAsserted(() -> assertThat(
                            watched.happyConnect(null, null, null).connectors())
                    .singleElement()
                    .satisfies(shown -> {
                        assertThat(shown.maxSocketsInFlight()).isEqualTo(2);
                        assertThat(shown.socketsInFlight())
                                .as("one is kept for second attempts")
                                .isEqualTo(1);
                        assertThat(shown.attemptsWaiting()).isEqualTo(2);
                    }));
        }
    }

    @Test
    void whatTheApplicationIsMadeOfIsShown() {
        assertThat(endpoint.happyConnect(null, null, null).setup()).isEqualTo(SETUP);
    }

    @Test
    void racesCanBeLimitedAndFilteredByOutcome() {
        play(Races.to("a.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("b.example.com:443").timedOut("192.0.2.1", 0, 1).ends(RaceOutcome.TIMED_OUT));
        play(Races.to("c.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));

        assertThat(hosts(endpoint.happyConnect(null, null, null).races()))
                .containsExactly("c.example.com", "b.example.com", "a.example.com");
        assertThat(hosts(endpoint.happyConnect(2, null, null).races()))
                .containsExactly("c.example.com", "b.example.com");
        assertThat(hosts(endpoint.happyConnect(1, "timeout", null).races())).containsExactly("b.example.com");
        assertThat(endpoint.happyConnect(0, null, null).races()).isEmpty();
    }

    @Test
    void targetsCanBeFilteredByState() {
        play(Races.to("a.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("b.example.com:443").timedOut("192.0.2.1", 0, 1).ends(RaceOutcome.TIMED_OUT));

        assertThat(endpoint.happyConnect(null, null, "failing").targets())
                .extracting(TargetDescriptor::host)
                .containsExactly("b.example.com");
        assertThat(endpoint.happyConnect(null, null, "degraded").targets()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.happyConnect(-1, null, null))
                .withMessage("limit must be a number, at least 0, but is -1");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.happyConnect(null, "won", null))
                .withMessage("outcome must be one of [success, failure, timeout, cancelled], but is won");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> endpoint.happyConnect(null, null, "broken"))
                .withMessage("state must be one of [working, degraded, failing, unknown], but is broken");
    }

    @Test
    void oneHostIsAllItsPortsAndOneTargetIsOne() {
        play(Races.to("a.example.com:80").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("a.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("[2001:db8::1]:443").won("2001:db8::1", 0, 1).ends(RaceOutcome.CONNECTED));

        assertThat(endpoint.target("a.example.com").targets()).hasSize(2);
        assertThat(endpoint.target("a.example.com").races()).hasSize(2);
        assertThat(endpoint.target("a.example.com:80").targets()).hasSize(1);
        assertThat(endpoint.target("a.example.com:80").races()).hasSize(1);
        assertThat(endpoint.target("2001:db8::1").targets()).hasSize(1);
        assertThat(endpoint.target("b.example.com")).isNull();
        assertThat(endpoint.target("a.example.com:8080")).isNull();
    }

    @Test
    void anAddressTellsItsStory() {
        play(Races.to("a.example.com:443")
                .failed("2001:db8::1", 0, 1, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.1", 10, 20)
                .ends(RaceOutcome.CONNECTED));

        assertThat(endpoint.target("a.example.com").targets().get(0).addresses())
                .containsExactly(
                        new AddressDescriptor(
                                "2001:db8::1",
                                "ipv6",
                                "failing",
                                1,
                                0,
                                0,
                                1,
                                0,
                                null,
                                null,
                                null,
                                "connection_refused",
                                Races.NOON.plusMillis(1),
                                Races.NOON.plusMillis(1)),
                        new AddressDescriptor(
                                "192.0.2.1",
                                "ipv4",
                                "working",
                                1,
                                1,
                                0,
                                0,
                                0,
                                20.0,
                                20.0,
                                Races.NOON.plusMillis(1),
                                null,
                                null,
                                null));
    }

    @Test
    void clearingForgets() {
        play(Races.to("a.example.com:443").won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        endpoint.clear();

        assertThat(endpoint.happyConnect(null, null, null).races()).isEmpty();
        assertThat(endpoint.target("a.example.com")).isNull();
    }

    private static List<String> hosts(List<RaceDescriptor> races) {
        return races.stream().map(RaceDescriptor::host).toList();
    }

    private void play(RaceReport report) {
        Races.play(report, history);
    }
}
