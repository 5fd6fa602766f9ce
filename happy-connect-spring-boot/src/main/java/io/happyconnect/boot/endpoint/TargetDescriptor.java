package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.TargetSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One target of one connector.
 *
 * @param connector the name of the connector
 * @param host the host
 * @param port the port; 0 for a Unix domain socket, whose host is {@code unix:} and its path
 * @param state {@code working}, {@code degraded} (something fails and users feel little or nothing of it), {@code failing} or
 *     {@code unknown}
 * @param races races that ended
 * @param succeeded races that connected
 * @param failed races that did not
 * @param cancelled races that were cancelled
 * @param failedInARow races that failed since the last one that connected
 * @param lastUsedAt when the last race ended
 * @param lastSuccessAt when the last race connected; {@code null} if none did
 * @param lastWinner the address that won it; {@code null} if none did
 * @param lastError why the last race that failed did; {@code null} if none did
 * @param lastFailureAt when that was; {@code null} if none did
 * @param failingSince when the first race failed since one last connected; {@code null} if the last one did
 * @param addresses its addresses, as far as they were tried; IPv6 first
 */
public record TargetDescriptor(
        String connector,
        String host,
        int port,
        String state,
        long races,
        long succeeded,
        long failed,
        long cancelled,
        int failedInARow,
        Instant lastUsedAt,
        @Nullable Instant lastSuccessAt,
        @Nullable String lastWinner,
        @Nullable String lastError,
        @Nullable Instant lastFailureAt,
        @Nullable Instant failingSince,
        List<AddressDescriptor> addresses) {

    /** Copies the list. */
    public TargetDescriptor {
        addresses = List.copyOf(addresses);
    }

    static TargetDescriptor of(TargetSummary target) {
        return new TargetDescriptor(
                target.connector(),
                target.target().host(),
                target.target().port(),
                target.state().label(),
                target.races(),
                target.succeeded(),
                target.failed(),
                target.cancelled(),
                target.failedInARow(),
                target.lastUsedAt(),
                target.lastSucceededAt(),
                target.lastWinner(),
                Failures.errorType(target.lastFailure()),
                Failures.at(target.lastFailure()),
                target.failingSince(),
                target.addresses().stream().map(AddressDescriptor::of).toList());
    }
}
