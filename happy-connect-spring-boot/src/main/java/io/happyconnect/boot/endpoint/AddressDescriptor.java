package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.AddressSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One address of one target.
 *
 * @param address the address
 * @param family {@code ipv4}, {@code ipv6}, or {@code proxy}, {@code tunnel}, {@code unix} or {@code none} if it is no IP address
 * @param state {@code working}, {@code degraded}, {@code failing} or {@code unknown}
 * @param attempts attempts that ended
 * @param won attempts that won their race
 * @param lost attempts that still ran when another won
 * @param failed attempts that failed
 * @param cancelled attempts that still ran when their race was cancelled
 * @param lastConnectMs milliseconds that the last attempt took that won; {@code null} if none did
 * @param meanConnectMs milliseconds that those that won took on average; {@code null} if none did
 * @param lastConnectedAt when the last attempt won; {@code null} if none did
 * @param lastError why the last attempt that failed did; {@code null} if none did
 * @param lastFailureAt when that was; {@code null} if none did
 * @param failingSince when it failed for the first time since it last worked; {@code null} if it worked last
 */
public record AddressDescriptor(
        String address,
        String family,
        String state,
        long attempts,
        long won,
        long lost,
        long failed,
        long cancelled,
        @Nullable Double lastConnectMs,
        @Nullable Double meanConnectMs,
        @Nullable Instant lastConnectedAt,
        @Nullable String lastError,
        @Nullable Instant lastFailureAt,
        @Nullable Instant failingSince) {

    static AddressDescriptor of(AddressSummary address) {
        return new AddressDescriptor(
                address.address(),
                address.family(),
                address.state().label(),
                address.attempts(),
                address.won(),
                address.lost(),
                address.failed(),
                address.cancelled(),
                Milliseconds.ofNullable(address.lastConnectTime()),
                Milliseconds.ofNullable(address.meanConnectTime()),
                address.lastConnectedAt(),
                Failures.errorType(address.lastFailure()),
                Failures.at(address.lastFailure()),
                address.failingSince());
    }
}
