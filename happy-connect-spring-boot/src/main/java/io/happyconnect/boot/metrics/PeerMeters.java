package io.happyconnect.boot.metrics;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.observe.AttemptReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The meters of one address, or of all that share the value {@code _other}. */
final class PeerMeters {

    private record PeerTags(String networkType, String outcome) {}

    private final MeterCache<PeerTags, Timer> attempts;

    PeerMeters(MeterRegistry registry, String connector, String address) {
        attempts = new MeterCache<>(tags -> RaceMeter.PEER_ATTEMPTS
                .timer()
                .tags("connector", connector, "network.peer.address", address)
                .tags("network.type", tags.networkType, "outcome", tags.outcome)
                .register(registry));
    }

    void record(AttemptReport attempt) {
        attempts.of(new PeerTags(Labels.networkType(attempt.candidate()), Labels.of(attempt.outcome())))
                .record(attempt.elapsed());
    }
}
