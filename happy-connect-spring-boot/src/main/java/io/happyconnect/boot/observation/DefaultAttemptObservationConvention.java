package io.happyconnect.boot.observation;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.PlainText;
import io.micrometer.common.KeyValues;

/** Names and keys of an attempt as {@link RaceObservation#ATTEMPT} says. */
public class DefaultAttemptObservationConvention implements AttemptObservationConvention {

    /** The convention. */
    public DefaultAttemptObservationConvention() {}

    @Override
    public String getName() {
        return RaceObservation.ATTEMPT.observationName();
    }

    @Override
    public String getContextualName(AttemptContext context) {
        return "socket connect " + PlainText.of((Object) context.candidate());
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(AttemptContext context) {
        AttemptReport report = context.report();
        return KeyValues.of(
                RaceKey.CONNECTOR.withValue(context.race().connector()),
                RaceKey.ERROR_TYPE.withValue(report == null ? RaceObservations.UNKNOWN : Labels.errorType(report)),
                RaceKey.NETWORK_TYPE.withValue(Labels.networkType(context.candidate())),
                RaceKey.OUTCOME.withValue(report == null ? RaceObservations.UNKNOWN : Labels.of(report.outcome())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(AttemptContext context) {
        return Peers.of(context.candidate()).and(RaceKey.ATTEMPT_INDEX.withValue(Integer.toString(context.index())));
    }
}
