package io.happyconnect.boot.metrics;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meters of one target, or of all that share the value {@code _other}. */
final class TargetMeters {

    private record RaceTags(String outcome, String networkType, String errorType) {}

    private record AttemptTags(String networkType, String outcome, String errorType) {}

    private record FallbackTags(String reason, String from, String to) {}

    private record LookupTags(String outcome, String errorType) {}

    private final MeterCache<RaceTags, Timer> races;
    private final MeterCache<AttemptTags, Timer> attempts;
    private final MeterCache<FallbackTags, Counter> fallbacks;
    private final MeterCache<LookupTags, Timer> lookups;

    TargetMeters(MeterRegistry registry, String connector, String address, String port) {
        Tags target = Tags.of("connector", connector, "server.address", address, "server.port", port);
        races = new MeterCache<>(tags -> RaceMeter.RACES
                .timer()
                .tags(target)
                .tags("outcome", tags.outcome, "network.type", tags.networkType, "error.type", tags.errorType)
                .register(registry));
        attempts = new MeterCache<>(tags -> RaceMeter.ATTEMPTS
                .timer()
                .tags(target)
                .tags("network.type", tags.networkType, "outcome", tags.outcome, "error.type", tags.errorType)
                .register(registry));
        fallbacks = new MeterCache<>(tags -> RaceMeter.FALLBACKS
                .counter()
                .tags(target)
                .tags("reason", tags.reason, "network.type.from", tags.from, "network.type.to", tags.to)
                .register(registry));
        lookups = new MeterCache<>(tags -> RaceMeter.LOOKUPS
                .timer()
                .tags("connector", connector, "dns.question.name", address)
                .tags("outcome", tags.outcome, "error.type", tags.errorType)
                .register(registry));
    }

    void record(RaceReport report) {
        AttemptReport winner = null;
        for (AttemptReport attempt : report.attempts()) {
            record(attempt);
            if (attempt.outcome() == AttemptOutcome.WON) {
                winner = attempt;
            }
        }
        for (AnswerReport answer : report.answers()) {
            lookups.of(new LookupTags(Labels.of(answer), Labels.errorType(answer)))
                    .record(answer.after());
        }
        races.of(new RaceTags(Labels.of(report.outcome()), networkType(winner), Labels.errorType(report)))
                .record(report.elapsed());
        if (winner != null && winner.index() > 0) {
            recordFallback(report.attempts(), winner);
        }
    }

    private void record(AttemptReport attempt) {
        attempts.of(new AttemptTags(networkType(attempt), Labels.of(attempt.outcome()), Labels.errorType(attempt)))
                .record(attempt.elapsed());
    }

    private void recordFallback(List<AttemptReport> attempts, AttemptReport winner) {
        AttemptReport first = attempts.get(0);
        boolean failedBefore =
                first.failed() && first.startedAfter().plus(first.elapsed()).compareTo(winner.startedAfter()) <= 0;
        fallbacks
                .of(new FallbackTags(failedBefore ? "error" : "delay", networkType(first), networkType(winner)))
                .increment();
    }

    private static String networkType(@Nullable AttemptReport attempt) {
        return attempt == null ? Labels.NONE : Labels.networkType(attempt.candidate());
    }
}
