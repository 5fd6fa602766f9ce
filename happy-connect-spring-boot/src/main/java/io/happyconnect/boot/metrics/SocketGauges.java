package io.happyconnect.boot.metrics;

import io.happyconnect.HappyConnector;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** How far the connectors of one name are from their limits of sockets. Several of one name are added up. */
final class SocketGauges {

    private final String name;
    private final Supplier<Stream<HappyConnector>> connectors;

    private SocketGauges(String name, Supplier<Stream<HappyConnector>> connectors) {
        this.name = name;
        this.connectors = connectors;
    }

    /** Registers nothing for a connector that nobody knows: zero of zero sockets would be wrong. */
    static void register(MeterRegistry registry, String name, Supplier<Stream<HappyConnector>> connectors) {
        SocketGauges gauges = new SocketGauges(name, connectors);
        if (gauges.ofThisName().findAny().isPresent()) {
            gauges.register(registry, RaceMeter.SOCKETS_ACTIVE, HappyConnector::socketsInFlight);
            gauges.register(registry, RaceMeter.SOCKETS_MAX, HappyConnector::maxSocketsInFlight);
            gauges.register(registry, RaceMeter.SOCKETS_PENDING, HappyConnector::attemptsWaiting);
        }
    }

    private void register(MeterRegistry registry, RaceMeter meter, ToIntFunction<HappyConnector> value) {
        meter.gauge(() -> ofThisName().mapToInt(value).sum())
                .tag("connector", name)
                .register(registry);
    }

    private Stream<HappyConnector> ofThisName() {
        return connectors.get().filter(connector -> connector.name().equals(name));
    }
}
