package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Resolver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the message says of the addresses that were tried. */
class ConnectFailuresTest {

    private static final Target TARGET = Target.of("api.example.com", 443);

    private final List<AttemptReport> attempts = new ArrayList<>();

    @Test
    void namesEachAddressAndWhyTheOneThatTellsMostFirst() {
        failed(new SocketException("Network is unreachable"));
        failed(new ConnectException("Connection refused"));

        assertThat(message(RaceOutcome.FAILED))
                .isEqualTo(
                        "cannot connect to api.example.com:443: 2 addresses tried, none connected"
                                + "; 127.0.0.2:443: Connection refused after 3.0 ms; 127.0.0.1:443: Network is unreachable after 3.0 ms");
    }

    @Test
    void namesThreeAddressesAndCountsNone() {
        refused(3);

        assertThat(message(RaceOutcome.FAILED))
                .endsWith(
                        "3 addresses tried, none connected; 127.0.0.1:443: Connection refused after 3.0 ms"
                                + "; 127.0.0.2:443: Connection refused after 3.0 ms; 127.0.0.3:443: Connection refused after 3.0 ms");
    }

    @Test
    void countsTheOthersByReason() {
        refused(4);
        failed(new NoRouteToHostException("No route to host"));
        unanswered();
        refused(1);
        failed(new IOException("anything"));

        assertThat(message(RaceOutcome.FAILED))
                .contains("8 addresses tried")
                .contains("; 127.0.0.3:443: ")
                .doesNotContain("127.0.0.4")
                .endsWith("; 5 more: 2 connection refused, 1 timed out, 1 host unreachable, 1 failed");
    }

    @Test
    void fitsIntoALogHoweverManyAddressesThereAre() {
        for (int i = 0; i < 2_000; i++) {
            failed(new ConnectException("x".repeat(10_000)));
        }

        assertThat(message(RaceOutcome.FAILED)).hasSizeLessThan(1_200).endsWith("; 1997 more: 1997 connection refused");
    }

    @Test
    void aTimeoutNamesThemAsWell() {
        unanswered();
        refused(1);

        assertThat(message(RaceOutcome.TIMED_OUT))
                .isEqualTo(
                        "cannot connect to api.example.com:443: timed out after 200 ms, 2 addresses tried, 1 without an"
                                + " answer, 1 failed; 127.0.0.2:443: Connection refused after 3.0 ms; 127.0.0.1:443: no answer after 3.0 ms");
    }

    private void refused(int times) {
        for (int i = 0; i < times; i++) {
            failed(new ConnectException("Connection refused"));
        }
    }

    private void failed(Exception failure) {
        attempted(AttemptOutcome.FAILED, FailureCause.of(failure), failure);
    }

    private void unanswered() {
        attempted(AttemptOutcome.TIMED_OUT, FailureCause.TIMED_OUT, null);
    }

    private void attempted(AttemptOutcome outcome, FailureCause cause, Exception failure) {
        int index = attempts.size();
        attempts.add(new AttemptReport(
                index,
                new AddressCandidate(ipv4(index % 250 + 1), 443),
                Duration.ZERO,
                Duration.ofMillis(3),
                outcome,
                cause,
                failure));
    }

    private String message(RaceOutcome outcome) {
        RaceStart start = new RaceStart(1, "default", TARGET, Instant.EPOCH);
        Duration elapsed = Duration.ofMillis(200);
        RaceReport report = new RaceReport(start, outcome, elapsed, Duration.ofMillis(250), List.of(), attempts);
        RacePlan plan = new RacePlan(
                TARGET,
                null,
                Resolver.system(),
                null,
                RaceSettings.defaults(),
                elapsed.toNanos(),
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                RacePlan.NOBODY_CANCELS);
        return ConnectFailures.of(plan, report, null).getMessage();
    }
}
