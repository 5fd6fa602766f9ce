package io.happyconnect.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged, and keeps it from the console. Stands behind {@link System.Logger} where nothing else does. */
final class LogRecords extends Handler {

    // Loggers are held weakly by their manager, with their handlers.
    private final Logger logger;
    private final List<LogRecord> records = new ArrayList<>();
    private RuntimeException broken;

    LogRecords(String name) {
        logger = Logger.getLogger(name);
    }

    void start() {
        setLevel(Level.ALL);
        logger.addHandler(this);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
    }

    void stop() {
        logger.removeHandler(this);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }

    void breaksWith(RuntimeException exception) {
        broken = exception;
    }

    List<LogRecord> records() {
        return records;
    }

    List<String> levels() {
        return records.stream().map(record -> record.getLevel().getName()).toList();
    }

    @Override
    public void publish(LogRecord record) {
        if (broken != null) {
            throw broken;
        }
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
