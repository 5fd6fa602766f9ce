package io.happyconnect;

import io.happyconnect.observe.AttemptReport;
import java.io.IOException;

/**
 * The failure of one attempt, suppressed in the exception of its race: the exception as it came is its cause, and its message
 * says which address it was, which the JDK's does not.
 */
final class FailedAttemptException extends IOException {

    private static final long serialVersionUID = 1L;

    FailedAttemptException(AttemptReport attempt) {
        super(message(attempt), attempt.failure());
    }

    private static String message(AttemptReport attempt) {
        Throwable failure = attempt.failure();
        String what = failure == null
                ? "no answer"
                : failure.getMessage() == null ? failure.toString() : failure.getMessage();
        long millis = attempt.elapsed().toMillis();
        return attempt.candidate() + ": " + what + (millis == 0 ? "" : " after " + millis + " ms");
    }

    // The stack of whoever noticed the end of the race says nothing about the attempt.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
