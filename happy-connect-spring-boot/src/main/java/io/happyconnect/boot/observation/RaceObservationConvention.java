package io.happyconnect.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names and keys of the observation of a race; a bean of this type replaces {@link DefaultRaceObservationConvention}. */
public interface RaceObservationConvention extends ObservationConvention<RaceContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof RaceContext;
    }
}
