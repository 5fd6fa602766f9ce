package io.happyconnect.boot.endpoint;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.label.Labels;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.race.RaceSettings;
import org.jspecify.annotations.Nullable;

/**
 * A connector and its configuration.
 *
 * @param name the name of the connector
 * @param connectionAttemptDelayMs the connection attempt delay in milliseconds
 * @param resolutionDelayMs the resolution delay in milliseconds
 * @param attemptTimeoutMs the timeout of one attempt in milliseconds; {@code null} for none
 * @param connectTimeoutMs the timeout of a race in milliseconds
 * @param maxConcurrentAttempts how many attempts may run at once; {@code null} for no limit
 * @param firstAddressFamilyCount how many addresses of the first family go first
 * @param preferredFamily {@code ipv4} or {@code ipv6}; {@code null} if the first address decides
 * @param maxSocketsInFlight how many sockets of all races may be on their way at once
 * @param socketsInFlight how many are on their way now
 * @param attemptsWaiting how many attempts wait for one of them now
 */
public record ConnectorDescriptor(
        String name,
        double connectionAttemptDelayMs,
        double resolutionDelayMs,
        @Nullable Double attemptTimeoutMs,
        double connectTimeoutMs,
        @Nullable Integer maxConcurrentAttempts,
        int firstAddressFamilyCount,
        @Nullable String preferredFamily,
        int maxSocketsInFlight,
        int socketsInFlight,
        int attemptsWaiting) {

    static ConnectorDescriptor of(HappyConnector connector) {
        RaceSettings settings = connector.raceSettings();
        AddressFamily family = settings.preferredFamily();
        int most = settings.maxConcurrentAttempts();
        return new ConnectorDescriptor(
                connector.name(),
                Milliseconds.of(settings.connectionAttemptDelay()),
                Milliseconds.of(settings.resolutionDelay()),
                Milliseconds.ofNullable(settings.attemptTimeout()),
                Milliseconds.of(connector.connectTimeout()),
                most == Integer.MAX_VALUE ? null : most,
                settings.firstAddressFamilyCount(),
                family == null ? null : Labels.of(family),
                connector.maxSocketsInFlight(),
                connector.socketsInFlight(),
                connector.attemptsWaiting());
    }
}
