package io.happyconnect.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names and keys of the observation of a lookup; a bean of this type replaces {@link DefaultLookupObservationConvention}. */
public interface LookupObservationConvention extends ObservationConvention<LookupContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof LookupContext;
    }
}
