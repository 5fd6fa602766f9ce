package io.happyconnect.boot.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations there are. */
public enum RaceObservation implements ObservationDocumentation {

    /** A race, from the call to the socket or the error, name resolution included. */
    RACE("happy.connect.race", "connect {server.address}:{server.port}", DefaultRaceObservationConvention.class),

    /** The name resolution that a race waits for, until there are addresses or none will come. */
    LOOKUP("happy.connect.dns", "DNS lookup {dns.question.name}", DefaultLookupObservationConvention.class),

    /** One attempt of a race, from start to end. */
    ATTEMPT(
            "happy.connect.attempt",
            "socket connect {network.peer.address}:{network.peer.port}",
            DefaultAttemptObservationConvention.class);

    private final String observationName;
    private final String contextualName;
    private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;

    RaceObservation(
            String observationName,
            String contextualName,
            Class<? extends ObservationConvention<? extends Observation.Context>> convention) {
        this.observationName = observationName;
        this.contextualName = contextualName;
        this.convention = convention;
    }

    /** {@return the name unless a convention says otherwise} */
    public String observationName() {
        return observationName;
    }

    @Override
    public String getContextualName() {
        return contextualName;
    }

    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
        return convention;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return switch (this) {
            case RACE, ATTEMPT -> keys(RaceKey.CONNECTOR, RaceKey.ERROR_TYPE, RaceKey.NETWORK_TYPE, RaceKey.OUTCOME);
            case LOOKUP -> keys(RaceKey.CONNECTOR, RaceKey.ERROR_TYPE, RaceKey.OUTCOME);
        };
    }

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return switch (this) {
            case RACE ->
                keys(
                        RaceKey.SERVER_ADDRESS,
                        RaceKey.SERVER_PORT,
                        RaceKey.PEER_ADDRESS,
                        RaceKey.PEER_PORT,
                        RaceKey.ATTEMPTS,
                        RaceKey.WINNER_INDEX,
                        RaceKey.ATTEMPT_DELAY);
            case LOOKUP -> keys(RaceKey.QUESTION, RaceKey.ANSWERS);
            case ATTEMPT -> keys(RaceKey.PEER_ADDRESS, RaceKey.PEER_PORT, RaceKey.ATTEMPT_INDEX);
        };
    }

    private static KeyName[] keys(RaceKey... keys) {
        return keys;
    }
}
