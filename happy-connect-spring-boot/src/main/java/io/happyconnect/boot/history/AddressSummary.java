package io.happyconnect.boot.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One address of one target.
 *
 * @param address an IP address, or what a candidate of another kind says of itself
 * @param family {@code ipv4}, {@code ipv6}, or {@code proxy}, {@code tunnel}, {@code unix} or {@code none} if it is no IP address
 * @param state whether connecting to it works
 * @param won attempts that won their race
 * @param lost attempts that still ran when another won
 * @param failed attempts that failed
 * @param cancelled attempts that still ran when their race was cancelled
 * @param lastConnectTime how long the last attempt took that won; {@code null} if none did
 * @param meanConnectTime how long those that won took on average; {@code null} if none did
 * @param lastConnectedAt when the last attempt won; {@code null} if none did
 * @param lastFailure the last failure, or silence while another connected; {@code null} if there was none
 * @param failingSince when it failed for the first time since it last worked; {@code null} if it worked last
 */
public record AddressSummary(
        String address,
        String family,
        State state,
        long won,
        long lost,
        long failed,
        long cancelled,
        @Nullable Duration lastConnectTime,
        @Nullable Duration meanConnectTime,
        @Nullable Instant lastConnectedAt,
        @Nullable Failure lastFailure,
        @Nullable Instant failingSince) {

    /** {@return how many attempts ended} */
    public long attempts() {
        return won + lost + failed + cancelled;
    }
}
