package io.happyconnect.boot.autoconfigure;

import io.happyconnect.ConnectOptions;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.race.RaceSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code happy-connect.targets.<target>.*} says. What is not set is as for all other targets.
 *
 * @param connectionAttemptDelay Connection attempt delay, also called stagger delay.
 * @param resolutionDelay Time an address of the other family waits for an answer of the preferred one.
 * @param maxConcurrentAttempts Most attempts of one race that may run at once.
 * @param attemptTimeout Time after which a single attempt is given up while its race goes on.
 * @param connectTimeout Time a whole race may take, name resolution included.
 * @param firstAddressFamilyCount Number of addresses of the first family that are tried before the other has its turn.
 * @param preferredFamily Address family that goes first.
 */
record TargetProperties(
        @Nullable Duration connectionAttemptDelay,
        @Nullable Duration resolutionDelay,
        @Nullable Integer maxConcurrentAttempts,
        @Nullable Duration attemptTimeout,
        @Nullable Duration connectTimeout,
        @Nullable Integer firstAddressFamilyCount,
        @Nullable AddressFamily preferredFamily) {

    ConnectOptions options() {
        ConnectOptions options = ConnectOptions.defaults().withRaceSettings(this::apply);
        return connectTimeout == null ? options : options.withTimeout(connectTimeout);
    }

    private void apply(RaceSettings.Builder race) {
        if (connectionAttemptDelay != null) {
            race.connectionAttemptDelay(connectionAttemptDelay);
        }
        if (resolutionDelay != null) {
            race.resolutionDelay(resolutionDelay);
        }
        if (maxConcurrentAttempts != null) {
            race.maxConcurrentAttempts(maxConcurrentAttempts);
        }
        if (attemptTimeout != null) {
            race.attemptTimeout(attemptTimeout);
        }
        if (firstAddressFamilyCount != null) {
            race.firstAddressFamilyCount(firstAddressFamilyCount);
        }
        if (preferredFamily != null) {
            race.preferredFamily(preferredFamily);
        }
    }
}
