package io.happyconnect.boot.history;

import io.happyconnect.name.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One target of one connector.
 *
 * @param connector the name of the connector
 * @param target what was connected to
 * @param state whether connecting to it works; degraded also if users feel nothing and some of its addresses fail
 * @param succeeded races that connected
 * @param failed races that did not, for want of an address, an answer or time
 * @param cancelled races that were cancelled
 * @param failedInARow races that failed since the last one that connected, cancelled ones aside; 0 if none failed within the
 *     window
 * @param lastUsedAt when the last race ended
 * @param lastSucceededAt when the last race connected; {@code null} if none did
 * @param lastWinner the address that won it; {@code null} if none did
 * @param lastFailure the last failure; {@code null} if there was none
 * @param failingSince when the first race failed since one last connected; {@code null} if the last one did
 * @param addresses its addresses, as far as they were tried; IPv6 first
 */
public record TargetSummary(
        String connector,
        Target target,
        State state,
        long succeeded,
        long failed,
        long cancelled,
        int failedInARow,
        Instant lastUsedAt,
        @Nullable Instant lastSucceededAt,
        @Nullable String lastWinner,
        @Nullable Failure lastFailure,
        @Nullable Instant failingSince,
        List<AddressSummary> addresses) {

    /** Copies the list. */
    public TargetSummary {
        addresses = List.copyOf(addresses);
    }

    /** {@return how many races ended} */
    public long races() {
        return succeeded + failed + cancelled;
    }
}
