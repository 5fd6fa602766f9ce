package io.happyconnect.observe;

import io.happyconnect.name.Target;
import java.time.Instant;

/**
 * A race as its listeners know it while it runs.
 *
 * @param id unique within its connector, counted from 1
 * @param connector the name of the connector
 * @param target what was asked for
 * @param startedAt wall-clock time of the start; durations of a race are measured with the monotonic clock instead
 */
public record RaceStart(long id, String connector, Target target, Instant startedAt) {}
