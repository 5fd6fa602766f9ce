package io.happyconnect.boot.health;

import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.history.TargetSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether connecting works, by family and by target, from what races have shown. Opens no connection. Up whatever the
 * races do, unless a target that the user has named as critical cannot be reached: an application is not down because
 * somebody else is.
 */
public final class HappyConnectHealthIndicator implements HealthIndicator {

    private final RaceHistory history;
    private final CriticalTargets critical;
    private final Clock clock;

    /**
     * An indicator.
     *
     * @param history what it reads
     * @param critical what takes the health down
     * @param clock tells which targets were used of late
     */
    public HappyConnectHealthIndicator(RaceHistory history, CriticalTargets critical, Clock clock) {
        this.history = history;
        this.critical = critical;
        this.clock = clock;
    }

    @Override
    public Health health() {
        List<TargetSummary> targets = history.targets();
        Instant oldest = clock.instant().minus(history.limits().window());
        Health.Builder health = Health.up();
        if (targets.stream().anyMatch(critical::isUnreachable)) {
            health.status(critical.status());
        }
        return health.withDetail("window", history.limits().window().toString())
                .withDetail("races", HealthDetails.races(history))
                .withDetail("families", HealthDetails.families(history.families()))
                .withDetail(
                        "criticalTargets",
                        HealthDetails.targets(targets.stream().filter(critical::contains)))
                .withDetail(
                        "targets",
                        HealthDetails.targets(targets.stream()
                                .filter(target -> !critical.contains(target)
                                        && !target.lastUsedAt().isBefore(oldest))))
                .build();
    }
}
