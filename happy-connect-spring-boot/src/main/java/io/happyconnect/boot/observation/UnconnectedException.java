package io.happyconnect.boot.observation;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells an observation why something failed. It is never thrown, and has no stack trace of its own. */
final class UnconnectedException extends IOException {

    private static final long serialVersionUID = 1L;

    UnconnectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
