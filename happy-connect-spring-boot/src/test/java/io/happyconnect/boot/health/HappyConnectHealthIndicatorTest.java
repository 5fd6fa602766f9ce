package io.happyconnect.boot.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.Documentation;
import io.happyconnect.boot.JsonPaths;
import io.happyconnect.boot.Races;
import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.name.Target;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.ObjectMapper;

class HappyConnectHealthIndicatorTest {

    private static final Target DATABASE = Target.parse("db.example.com:5432");

    private final RaceHistory history = new RaceHistory(
            new HistoryLimits(10, 100, 10, Duration.ofMinutes(5)),
            List.of(DATABASE),
            Clock.fixed(Races.NOON, ZoneOffset.UTC));

    private static RaceReport failed(String target) {
        return Races.to(target)
                .failed("192.0.2.1", 0, 1, FailureCause.CONNECTION_REFUSED)
                .ends(RaceOutcome.FAILED);
    }

    private static RaceReport good(String target) {
        return Races.to(target).won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED);
    }

    private Health health(Set<Target> critical) {
        return new HappyConnectHealthIndicator(
                        history,
                        new CriticalTargets(critical, 3, Status.OUT_OF_SERVICE),
                        Clock.fixed(Races.NOON, ZoneOffset.UTC))
                .health();
    }

    @Test
    void withoutRacesItIsUp() {
        assertThat(health(Set.of(DATABASE)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void itIsUpWhateverRacesDo() {
        for (int i = 0; i < 50; i++) {
            play(failed("db.example.com:5432"));
        }

        assertThat(health(Set.of()).getStatus()).isEqualTo(Status.UP);
        assertThat(targets(health(Set.of())).get(0)).containsEntry("state", "failing");
    }

    @Test
    void aCriticalTargetCountsFromTheThirdFailureInARow() {
        play(good("db.example.com:5432"));
        play(failed("db.example.com:5432"));
        play(failed("db.example.com:5432"));
        assertThat(health(Set.of(DATABASE)).getStatus()).isEqualTo(Status.UP);

        play(failed("db.example.com:5432"));
        assertThat(health(Set.of(DATABASE)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        play(good("db.example.com:5432"));
        assertThat(health(Set.of(DATABASE)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void cancelledRacesDoNotCount() {
        for (int i = 0; i < 5; i++) {
            play(Races.to("db.example.com:5432").cancelled("192.0.2.1", 0, 1).ends(RaceOutcome.CANCELLED));
        }

        assertThat(health(Set.of(DATABASE)).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aCriticalTargetThatNobodyTriesAnyMoreRecovers() {
        for (int i = 0; i < 3; i++) {
            play(Races.to("db.example.com:5432")
                    .at(Races.NOON.minus(Duration.ofMinutes(6)))
                    .timedOut("192.0.2.1", 0, 1)
                    .ends(RaceOutcome.TIMED_OUT));
        }

        assertThat(health(Set.of(DATABASE)).getStatus())
                .as("taken out of service for good otherwise")
                .isEqualTo(Status.UP);
    }

    @Test
    void theDetailsShowTheBrokenFamilyThatUsersDoNotFeel() {
        play(Races.to("api.example.com:443")
                .failed("2001:db8::1", 0, 1, FailureCause.NETWORK_UNREACHABLE)
                .won("192.0.2.1", 1, 5)
                .ends(RaceOutcome.CONNECTED));

        Map<String, Object> details = health(Set.of()).getDetails();

        assertThat(details)
                .containsEntry("window", "PT5M")
                .containsEntry("races", Map.of("total", 1L, "failed", 0L, "active", 0))
                .containsEntry(
                        "families",
                        Map.of(
                                "ipv4",
                                Map.of("state", "working", "attempts", 1L, "failed", 0L),
                                "ipv6",
                                Map.of(
                                        "state",
                                        "failing",
                                        "attempts",
                                        1L,
                                        "failed",
                                        1L,
                                        "lastError",
                                        "network_unreachable")));
        assertThat(targets(health(Set.of())).get(0))
                .containsEntry("target", "api.example.com:443")
                .containsEntry("connector", "default")
                .containsEntry("state", "degraded")
                .containsEntry("races", 1L)
                .containsEntry("failed", 0L)
                .containsEntry("lastSuccess", "2026-11-22T12:00:00.001Z")
                .containsEntry(
                        "addresses",
                        Map.of(
                                "2001:db8::1",
                                Map.of("state", "failing", "attempts", 1L, "lastError", "network_unreachable"),
                                "192.0.2.1",
                                Map.of("state", "working", "attempts", 1L)));
    }

    @Test
    void theDocumentedDetailsHaveTheSameFields() throws Exception {
        play(Races.to("api.example.com:443")
                .failed("2001:db8::7", 0, 1, FailureCause.NETWORK_UNREACHABLE)
                .won("192.0.2.7", 1, 5)
                .ends(RaceOutcome.CONNECTED));

        Health health = health(Set.of());
        String json = new ObjectMapper()
                .writeValueAsString(Map.of("status", health.getStatus().getCode(), "details", health.getDetails()));
        assertThat(JsonPaths.of(json))
                .isEqualTo(JsonPaths.of(Documentation.json("observability.md", "criticalTargets")));
    }

    @Test
    void theWorstTargetsAreShownFirstAndTwentyAtMost() {
        for (int i = 0; i < 30; i++) {
            play(good("host" + i + ".example.com:443"));
        }
        play(failed("bad.example.com:443"));

        List<Map<String, Object>> targets = targets(health(Set.of()));
        assertThat(targets).hasSize(20);
        assertThat(targets.get(0)).containsEntry("target", "bad.example.com:443");
    }

    @Test
    void onlyCriticalTargetsAreShownHoweverLongAgoTheyWereUsed() {
        Instant longAgo = Races.NOON.minus(Duration.ofMinutes(6));
        play(Races.to("db.example.com:5432").at(longAgo).won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));
        play(Races.to("api.example.com:443").at(longAgo).won("192.0.2.1", 0, 1).ends(RaceOutcome.CONNECTED));

        Health health = health(Set.of(DATABASE));
        assertThat(targets(health)).isEmpty();
        assertThat(health.getDetails().get("criticalTargets"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    private void play(RaceReport report) {
        Races.play(report, history);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> targets(Health health) {
        return (List<Map<String, Object>>) health.getDetails().get("targets");
    }
}
