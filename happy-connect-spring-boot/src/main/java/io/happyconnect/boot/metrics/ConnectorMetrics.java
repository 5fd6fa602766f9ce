package io.happyconnect.boot.metrics;

import io.happyconnect.HappyConnector;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One connector: what runs in it now, and its meters from the first moment there is a registry. */
final class ConnectorMetrics {

    private final String connector;
    private final Places places;
    private final Supplier<Stream<HappyConnector>> connectors;
    private final Active active = new Active();
    private volatile @Nullable ConnectorMeters meters;

    ConnectorMetrics(String connector, Places places, Supplier<Stream<HappyConnector>> connectors) {
        this.connector = connector;
        this.places = places;
        this.connectors = connectors;
    }

    Active active() {
        return active;
    }

    ConnectorMeters meters(MeterRegistry registry) {
        ConnectorMeters made = meters;
        return made == null ? make(registry) : made;
    }

    // Registered once: a second gauge of the same name would be dropped, and read nothing.
    private synchronized ConnectorMeters make(MeterRegistry registry) {
        ConnectorMeters made = meters;
        if (made == null) {
            made = new ConnectorMeters(registry, connector, active, places);
            SocketGauges.register(registry, connector, connectors);
            meters = made;
        }
        return made;
    }
}
