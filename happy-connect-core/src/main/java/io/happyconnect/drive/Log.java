package io.happyconnect.drive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The log of the drivers: only what nobody else could be told. */
final class Log {

    private static final Logger LOGGER = System.getLogger("io.happyconnect.drive");

    private Log() {}

    /** Somebody else's code failed where nothing can be done about it. */
    static void foreignFailure(String doing, Throwable failure) {
        LOGGER.log(Level.DEBUG, () -> "failed " + doing, failure);
    }

    /** A fault of ours that must not take the thread with it. */
    static void unexpected(String doing, Throwable failure) {
        LOGGER.log(Level.WARNING, () -> "unexpected failure " + doing, failure);
    }
}
