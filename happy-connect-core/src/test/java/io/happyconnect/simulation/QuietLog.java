package io.happyconnect.simulation;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps the log of the library from the console, and tells a world of what must not be in it. */
final class QuietLog extends Handler {

    private final Logger logger = Logger.getLogger("io.happyconnect");
    private World world;

    private QuietLog() {}

    static QuietLog begin() {
        QuietLog log = new QuietLog();
        log.logger.setUseParentHandlers(false);
        log.logger.addHandler(log);
        return log;
    }

    void world(World played) {
        world = played;
    }

    void end() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }

    @Override
    public void publish(LogRecord entry) {
        boolean isOfTheDriver = "io.happyconnect.drive".equals(entry.getLoggerName());
        boolean isOfTheResolver = String.valueOf(entry.getLoggerName()).startsWith("io.happyconnect.resolve");
        if (world != null && (isOfTheDriver || isOfTheResolver)) {
            world.logged(entry.getMessage(), entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
