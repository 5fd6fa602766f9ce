package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.FamilySummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One address family over all targets.
 *
 * @param family {@code ipv4} or {@code ipv6}
 * @param state {@code working}, {@code degraded}, {@code failing} or {@code unknown}
 * @param attempts attempts that ended
 * @param failed attempts that failed, or stayed without an answer while another connected
 * @param lastError why the last of them failed; {@code null} if none did
 * @param lastFailureAt when that was; {@code null} if none did
 * @param failingSince when the first attempt failed since one last worked, if it is failing; {@code null} if not
 */
public record FamilyDescriptor(
        String family,
        String state,
        long attempts,
        long failed,
        @Nullable String lastError,
        @Nullable Instant lastFailureAt,
        @Nullable Instant failingSince) {

    static FamilyDescriptor of(FamilySummary family) {
        return new FamilyDescriptor(
                family.family(),
                family.state().label(),
                family.attempts(),
                family.failed(),
                Failures.errorType(family.lastFailure()),
                Failures.at(family.lastFailure()),
                family.failingSince());
    }
}
