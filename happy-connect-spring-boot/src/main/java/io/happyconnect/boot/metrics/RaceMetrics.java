package io.happyconnect.boot.metrics;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.label.Labels;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records races to a meter registry. The number of series is bounded whatever is connected to: the first targets and
 * addresses have their own, all later ones share the value {@code _other}.
 *
 * <p>Takes no lock once a meter is known, and about a microsecond a race. Safe for any thread.
 */
public final class RaceMetrics implements RaceListener {

    private static final int MAX_CONNECTORS = 20;

    private final Supplier<@Nullable MeterRegistry> source;
    private final FirstComers<String, ConnectorMetrics> byName;
    private volatile @Nullable MeterRegistry registry;

    /**
     * Metrics of any number of connectors.
     *
     * @param source gives the registry, or {@code null} while there is none; asked until it gives one, by
     *     any thread, so it must not block: a registry may depend on what connects
     * @param limits how many series there may be
     */
    public RaceMetrics(Supplier<@Nullable MeterRegistry> source, MetricsLimits limits) {
        this(source, limits, Stream::empty);
    }

    /**
     * Metrics of any number of connectors, with gauges of the sockets of some.
     *
     * @param source as above
     * @param limits how many series there may be
     * @param connectors those whose sockets are counted; asked whenever somebody reads, and by threads that race, so it must not
     *     block nor make one
     */
    public RaceMetrics(
            Supplier<@Nullable MeterRegistry> source,
            MetricsLimits limits,
            Supplier<Stream<HappyConnector>> connectors) {
        this.source = source;
        Places places = limits.places();
        this.byName = new FirstComers<>(
                new Quota(MAX_CONNECTORS),
                connector -> new ConnectorMetrics(connector, places, connectors),
                new ConnectorMetrics(Labels.OTHER, places, Stream::empty));
    }

    @Override
    public void raceStarted(RaceStart race) {
        ConnectorMetrics connector = byName.of(race.connector());
        connector.active().raceStarted();
        meters(connector);
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        byName.of(race.connector()).active().attemptStarted();
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        byName.of(race.connector()).active().attemptEnded();
    }

    @Override
    public void raceEnded(RaceReport report) {
        ConnectorMetrics connector = byName.of(report.start().connector());
        connector.active().raceEnded();
        ConnectorMeters meters = meters(connector);
        if (meters != null) {
            meters.record(report);
        }
    }

    @Override
    public void socketDiscarded(RaceStart race, Candidate candidate) {
        ConnectorMeters meters = meters(byName.of(race.connector()));
        if (meters != null) {
            meters.recordDiscarded();
        }
    }

    private @Nullable ConnectorMeters meters(ConnectorMetrics connector) {
        MeterRegistry known = registry;
        if (known == null) {
            known = source.get();
            registry = known;
        }
        return known == null ? null : connector.meters(known);
    }
}
