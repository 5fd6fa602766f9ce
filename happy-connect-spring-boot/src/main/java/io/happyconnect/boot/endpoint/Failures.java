package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parts of a failure that may not have been. */
final class Failures {

    private Failures() {}

    static @Nullable String errorType(@Nullable Failure failure) {
        return failure == null ? null : failure.errorType();
    }

    static @Nullable Instant at(@Nullable Failure failure) {
        return failure == null ? null : failure.at();
    }
}
