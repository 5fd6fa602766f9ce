package io.happyconnect.boot.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** What runs now in one connector. Counted whether or not there is a registry yet, for what starts before also ends after. */
final class Active {

    private final AtomicInteger races = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    int races() {
        return races.get();
    }

    int attempts() {
        return attempts.get();
    }

    void raceStarted() {
        races.incrementAndGet();
    }

    void raceEnded() {
        races.decrementAndGet();
    }

    void attemptStarted() {
        attempts.incrementAndGet();
    }

    void attemptEnded() {
        attempts.decrementAndGet();
    }
}
