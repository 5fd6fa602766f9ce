package io.happyconnect.boot.observation;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.micrometer.common.KeyValues;

/** Names and keys of a lookup as {@link RaceObservation#LOOKUP} says. */
public class DefaultLookupObservationConvention implements LookupObservationConvention {

    /** The convention. */
    public DefaultLookupObservationConvention() {}

    @Override
    public String getName() {
        return RaceObservation.LOOKUP.observationName();
    }

    @Override
    public String getContextualName(LookupContext context) {
        return "DNS lookup " + context.race().target().host();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(LookupContext context) {
        return KeyValues.of(
                RaceKey.CONNECTOR.withValue(context.race().connector()),
                RaceKey.ERROR_TYPE.withValue(errorType(context)),
                RaceKey.OUTCOME.withValue(outcome(context)));
    }

    private static String errorType(LookupContext context) {
        AnswerReport answer = context.answer();
        if (answer != null) {
            return Labels.errorType(answer);
        }
        return context.ended() ? Labels.NONE : RaceObservations.UNKNOWN;
    }

    // Without an answer it was the race that ended.
    private static String outcome(LookupContext context) {
        AnswerReport answer = context.answer();
        if (answer != null) {
            return Labels.of(answer);
        }
        return context.ended() ? Labels.of(AttemptOutcome.CANCELLED) : RaceObservations.UNKNOWN;
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(LookupContext context) {
        KeyValues question =
                KeyValues.of(RaceKey.QUESTION.withValue(context.race().target().host()));
        AnswerReport answer = context.answer();
        return answer == null
                ? question
                : question.and(RaceKey.ANSWERS.withValue(
                        Integer.toString(answer.candidates().size())));
    }
}
