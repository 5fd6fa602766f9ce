package io.happyconnect.drive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The log of the drivers: only what nobody else could be told. Never throws, whatever the application logs with. */
final class Log {

    private static final Logger LOGGER = System.getLogger("io.happyconnect.drive");

    private Log() {}

    /** Has the class loaded while all is well: where it is needed, there may be no descriptor or memory left for that. */
    static void prepare() {
        boolean unused = LOGGER.isLoggable(Level.WARNING);
    }

    /** Somebody else's code failed where nothing can be done about it. */
    static void foreignFailure(String doing, Throwable failure) {
        log(Level.DEBUG, "failed ", doing, failure);
    }

    /** A fault of ours that must not take the thread with it. */
    static void unexpected(String doing, Throwable failure) {
        log(Level.WARNING, "unexpected failure ", doing, failure);
    }

    private static void log(Level level, String what, String doing, Throwable failure) {
        try {
            LOGGER.log(level, () -> what + doing, failure);
        } catch (Throwable ignored) {
            // Whoever logs would end, the thread of the selector for example, and every race waits for that one.
        }
    }
}
