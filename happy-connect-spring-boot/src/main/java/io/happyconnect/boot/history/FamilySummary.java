package io.happyconnect.boot.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One address family, over all targets.
 *
 * @param family {@code ipv4} or {@code ipv6}
 * @param state whether connecting over it works
 * @param attempts attempts that ended
 * @param failed attempts that failed, or stayed without an answer while another connected
 * @param lastFailure the last of them; {@code null} if there was none
 * @param failingSince when the first attempt failed since one last worked, if it is failing; {@code null} if not
 */
public record FamilySummary(
        String family,
        State state,
        long attempts,
        long failed,
        @Nullable Failure lastFailure,
        @Nullable Instant failingSince) {}
