package io.happyconnect.drive;

import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceStart;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the races of a connector.
 *
 * @param connector the name of the connector
 * @param ids the latest number
 * @param platform whose clock its races go by
 */
record RaceStarts(String connector, AtomicLong ids, Platform platform) {

    /** The next race that somebody hears of, or will read about. */
    RaceStart next(Target target, long startedAt) {
        return new RaceStart(ids.incrementAndGet(), connector, target, platform.instantOf(startedAt));
    }
}
