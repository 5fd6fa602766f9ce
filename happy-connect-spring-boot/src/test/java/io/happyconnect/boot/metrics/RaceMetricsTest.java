package io.happyconnect.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.Races;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RaceMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RaceMetrics metrics = new RaceMetrics(() -> registry, new MetricsLimits(10, 10, true));

    @Test
    void aRaceThatConnectsAtOnce() {
        play(Races.to("a.example.com:443")
                .elapsed(31)
                .answered(1, "192.0.2.1")
                .won("192.0.2.1", 1, 30)
                .ends(RaceOutcome.CONNECTED));

        assertThat(registry.get("happy.connect.races")
                        .tags("connector", "default", "server.address", "a.example.com", "server.port", "443")
                        .tags("outcome", "success", "network.type", "ipv4", "error.type", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(31);
        assertThat(registry.get("happy.connect.attempts")
                        .tags("connector", "default", "server.address", "a.example.com", "server.port", "443")
                        .tags("outcome", "won", "network.type", "ipv4", "error.type", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.get("happy.connect.peer.attempts")
                        .tags("connector", "default", "network.peer.address", "192.0.2.1")
                        .tags("outcome", "won", "network.type", "ipv4")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(30);
        assertThat(registry.get("happy.connect.race.attempts")
                        .tags("connector", "default", "outcome", "success")
                        .summary()
                        .totalAmount())
                .isEqualTo(1);
        assertThat(registry.get("happy.connect.dns.lookups")
                        .tags("connector", "default", "dns.question.name", "a.example.com")
                        .tags("outcome", "success", "error.type", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1);
        assertThat(registry.find("happy.connect.fallbacks").counter()).isNull();
    }

    @Test
    void aSecondAttemptThatWinsAfterAnErrorIsAFallbackByError() {
        play(Races.to("a.example.com:443")
                .failed("2001:db8::1", 0, 5, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.1", 10, 30)
                .ends(RaceOutcome.CONNECTED));

        assertThat(fallbacks("error", "ipv6", "ipv4")).isEqualTo(1);
        assertThat(registry.get("happy.connect.attempts")
                        .tags("outcome", "failed", "network.type", "ipv6", "error.type", "connection_refused")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSecondAttemptThatWinsWhileTheFirstIsSilentIsAFallbackByDelay() {
        play(Races.to("a.example.com:443")
                .lost("2001:db8::1", 0, 280)
                .won("192.0.2.1", 250, 30)
                .ends(RaceOutcome.CONNECTED));

        assertThat(fallbacks("delay", "ipv6", "ipv4")).isEqualTo(1);
    }

    @Test
    void aFirstAttemptThatFailsOnlyAfterTheSecondHasStartedIsAFallbackByDelay() {
        play(Races.to("a.example.com:443")
                .failed("192.0.2.1", 0, 251, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.2", 250, 30)
                .ends(RaceOutcome.CONNECTED));

        assertThat(fallbacks("delay", "ipv4", "ipv4")).isEqualTo(1);
    }

    private double fallbacks(String reason, String from, String to) {
        return registry.get("happy.connect.fallbacks")
                .tags("connector", "default", "server.address", "a.example.com", "server.port", "443")
                .tags("reason", reason, "network.type.from", from, "network.type.to", to)
                .counter()
                .count();
    }

    @Test
    void racesThatFailSayWhy() {
        play(Races.to("a.example.com:443")
                .failed("192.0.2.1", 0, 5, FailureCause.HOST_UNREACHABLE)
                .ends(RaceOutcome.FAILED));
        play(Races.to("a.example.com:443").timedOut("192.0.2.1", 0, 5).ends(RaceOutcome.TIMED_OUT));
        play(Races.to("a.example.com:443")
                .lookupFailed(7, new UnknownHostException("a.example.com"))
                .ends(RaceOutcome.UNRESOLVED));
        play(Races.to("a.example.com:443").cancelled("192.0.2.1", 0, 5).ends(RaceOutcome.CANCELLED));

        assertThat(races("failure", "host_unreachable")).isEqualTo(1);
        assertThat(races("timeout", "timed_out")).isEqualTo(1);
        assertThat(races("failure", "unresolved")).isEqualTo(1);
        assertThat(races("cancelled", "none")).isEqualTo(1);
        assertThat(registry.get("happy.connect.dns.lookups")
                        .tags("outcome", "failure", "error.type", "unknown_host")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    private long races(String outcome, String errorType) {
        return registry.get("happy.connect.races")
                .tags("outcome", outcome, "error.type", errorType, "network.type", "none")
                .timer()
                .count();
    }

    @Test
    void whatRunsIsAGauge() {
        RaceReport report = Races.to("a.example.com:443").won("192.0.2.1", 0, 5).ends(RaceOutcome.CONNECTED);

        metrics.raceStarted(report.start());
        metrics.attemptStarted(report.start(), 0, report.attempts().get(0).candidate());
        assertThat(gauge("happy.connect.races.active")).isEqualTo(1);
        assertThat(gauge("happy.connect.attempts.active")).isEqualTo(1);

        metrics.attemptEnded(report.start(), report.attempts().get(0));
        metrics.raceEnded(report);
        assertThat(gauge("happy.connect.races.active")).isZero();
        assertThat(gauge("happy.connect.attempts.active")).isZero();
    }

    @Test
    void socketsThatCameTooLateAreCounted() {
        RaceReport report = Races.to("a.example.com:443").won("192.0.2.1", 0, 5).ends(RaceOutcome.CONNECTED);
        play(report);
        metrics.socketDiscarded(report.start(), report.attempts().get(0).candidate());

        assertThat(registry.get("happy.connect.sockets.discarded")
                        .tag("connector", "default")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void targetsBeyondTheLimitShareOneValue() {
        for (int i = 0; i < 13; i++) {
            play(Races.to("host" + i + ".example.com:443")
                    .won("192.0.2.1", 0, 5)
                    .ends(RaceOutcome.CONNECTED));
        }

        assertThat(registry.get("happy.connect.races").timers()).hasSize(11);
        assertThat(registry.get("happy.connect.races")
                        .tags("server.address", "_other", "server.port", "_other")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(gauge("happy.connect.targets.tracked")).isEqualTo(10);
        assertThat(registry.get("happy.connect.targets.overflow").counter().count())
                .isEqualTo(3);
    }

    @Test
    void theLimitHoldsForAllConnectorsTogether() {
        for (int i = 0; i < 13; i++) {
            play(Races.to("host" + i + ".example.com:443")
                    .connector(i % 2 == 0 ? "even" : "odd")
                    .won("192.0.2.1", 0, 5)
                    .ends(RaceOutcome.CONNECTED));
        }

        assertThat(registry.get("happy.connect.races").timers()).hasSize(10 + 2);
    }

    @Test
    void connectorsBeyondTwentyShareOneValue() {
        for (int i = 0; i < 30; i++) {
            play(Races.to("a.example.com:443")
                    .connector("connector" + i)
                    .won("192.0.2.1", 0, 5)
                    .ends(RaceOutcome.CONNECTED));
        }

        assertThat(registry.get("happy.connect.race.attempts").summaries()).hasSize(21);
    }

    @Test
    void addressesBeyondTheLimitShareOneValue() {
        for (int i = 0; i < 13; i++) {
            play(Races.to("a.example.com:443").won("192.0.2." + i, 0, 5).ends(RaceOutcome.CONNECTED));
        }

        assertThat(registry.get("happy.connect.peer.attempts").timers()).hasSize(11);
        assertThat(registry.get("happy.connect.peer.attempts")
                        .tag("network.peer.address", "_other")
                        .timer()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aRegistryThatComesLateMissesNothingThatEndsAfterIt() {
        AtomicReference<MeterRegistry> late = new AtomicReference<>();
        RaceMetrics waiting = new RaceMetrics(late::get, new MetricsLimits(10, 10, true));
        RaceReport report = Races.to("a.example.com:443").won("192.0.2.1", 0, 5).ends(RaceOutcome.CONNECTED);

        Races.play(report, waiting);
        waiting.raceStarted(report.start());
        late.set(registry);
        waiting.raceEnded(report);

        assertThat(registry.get("happy.connect.races").timer().count()).isEqualTo(1);
        assertThat(gauge("happy.connect.races.active")).isZero();
    }

    private double gauge(String name) {
        return registry.get(name).tag("connector", "default").gauge().value();
    }

    private void play(RaceReport report) {
        Races.play(report, metrics);
    }
}
