package io.happyconnect.boot.metrics;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.boot.label.Peer;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** The meters of one connector in one registry. */
final class ConnectorMeters {

    private static final String CONNECTOR = "connector";

    private record Server(String host, int port) {

        static Server of(Target target) {
            return new Server(target.host(), target.port());
        }
    }

    private final TargetMeters otherTargets;
    private final FirstComers<Server, TargetMeters> targets;
    private final @Nullable FirstComers<Peer, PeerMeters> peers;
    private final MeterCache<RaceOutcome, DistributionSummary> raceAttempts;
    private final Counter overflow;
    private final Counter discarded;

    ConnectorMeters(MeterRegistry registry, String connector, Active active, Places places) {
        otherTargets = new TargetMeters(registry, connector, Labels.OTHER, Labels.OTHER);
        targets = new FirstComers<>(
                places.targets(),
                server -> new TargetMeters(registry, connector, server.host(), Labels.port(server.port())),
                otherTargets);
        Quota addresses = places.addresses();
        peers = addresses == null
                ? null
                : new FirstComers<>(
                        addresses,
                        peer -> new PeerMeters(registry, connector, peer.toString()),
                        new PeerMeters(registry, connector, Labels.OTHER));
        raceAttempts = new MeterCache<>(outcome -> RaceMeter.RACE_ATTEMPTS
                .summary()
                .tags(CONNECTOR, connector, "outcome", Labels.of(outcome))
                .register(registry));
        overflow =
                RaceMeter.TARGETS_OVERFLOW.counter().tag(CONNECTOR, connector).register(registry);
        discarded =
                RaceMeter.SOCKETS_DISCARDED.counter().tag(CONNECTOR, connector).register(registry);
        RaceMeter.RACES_ACTIVE.gauge(active::races).tag(CONNECTOR, connector).register(registry);
        RaceMeter.ATTEMPTS_ACTIVE
                .gauge(active::attempts)
                .tag(CONNECTOR, connector)
                .register(registry);
        RaceMeter.TARGETS_TRACKED.gauge(targets::size).tag(CONNECTOR, connector).register(registry);
    }

    void record(RaceReport report) {
        TargetMeters target = targets.of(Server.of(report.target()));
        if (target == otherTargets) {
            overflow.increment();
        }
        target.record(report);
        raceAttempts.of(report.outcome()).record(report.attempts().size());
        if (peers != null) {
            for (AttemptReport attempt : report.attempts()) {
                peers.of(Peer.of(attempt.candidate())).record(attempt);
            }
        }
    }

    void recordDiscarded() {
        discarded.increment();
    }
}
