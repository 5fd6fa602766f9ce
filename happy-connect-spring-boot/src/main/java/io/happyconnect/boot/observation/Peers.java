package io.happyconnect.boot.observation;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.micrometer.common.KeyValues;

/** Where an attempt goes. */
final class Peers {

    private Peers() {}

    static KeyValues of(Candidate candidate) {
        KeyValues address = KeyValues.of(RaceKey.PEER_ADDRESS.withValue(Labels.address(candidate)));
        return candidate instanceof AddressCandidate ip
                ? address.and(RaceKey.PEER_PORT.withValue(Integer.toString(ip.port())))
                : address;
    }
}
