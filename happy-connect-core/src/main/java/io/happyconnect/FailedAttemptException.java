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
        super(attempt.describe(), attempt.failure());
    }

    // The stack of whoever noticed the end of the race says nothing about the attempt.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
