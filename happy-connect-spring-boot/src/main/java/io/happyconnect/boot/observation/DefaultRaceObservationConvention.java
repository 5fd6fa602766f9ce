package io.happyconnect.boot.observation;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceReport;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/** Names and keys of a race as {@link RaceObservation#RACE} says. */
public class DefaultRaceObservationConvention implements RaceObservationConvention {

    /** The convention. */
    public DefaultRaceObservationConvention() {}

    @Override
    public String getName() {
        return RaceObservation.RACE.observationName();
    }

    @Override
    public String getContextualName(RaceContext context) {
        return "connect " + context.race().target();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(RaceContext context) {
        RaceReport report = context.report();
        AttemptReport winner = winner(report);
        return KeyValues.of(
                RaceKey.CONNECTOR.withValue(context.race().connector()),
                RaceKey.ERROR_TYPE.withValue(report == null ? RaceObservations.UNKNOWN : Labels.errorType(report)),
                RaceKey.NETWORK_TYPE.withValue(winner == null ? Labels.NONE : Labels.networkType(winner.candidate())),
                RaceKey.OUTCOME.withValue(report == null ? RaceObservations.UNKNOWN : Labels.of(report.outcome())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(RaceContext context) {
        Target target = context.race().target();
        KeyValues asked = KeyValues.of(
                RaceKey.SERVER_ADDRESS.withValue(target.host()),
                RaceKey.SERVER_PORT.withValue(Labels.port(target.port())));
        RaceReport report = context.report();
        if (report == null) {
            return asked;
        }
        KeyValues ended = asked.and(
                RaceKey.ATTEMPTS.withValue(Integer.toString(report.attempts().size())),
                RaceKey.ATTEMPT_DELAY.withValue(
                        Long.toString(report.connectionAttemptDelay().toMillis())));
        AttemptReport winner = winner(report);
        return winner == null
                ? ended
                : ended.and(Peers.of(winner.candidate()))
                        .and(RaceKey.WINNER_INDEX.withValue(Integer.toString(winner.index())));
    }

    private static @Nullable AttemptReport winner(@Nullable RaceReport report) {
        return report == null ? null : report.winner().orElse(null);
    }
}
