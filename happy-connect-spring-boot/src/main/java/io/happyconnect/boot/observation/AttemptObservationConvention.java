package io.happyconnect.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names and keys of the observation of an attempt; a bean of this type replaces {@link DefaultAttemptObservationConvention}. */
public interface AttemptObservationConvention extends ObservationConvention<AttemptContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof AttemptContext;
    }
}
