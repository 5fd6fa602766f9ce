package io.happyconnect.boot.history;

import io.happyconnect.name.Target;

/**
 * What history is kept by.
 *
 * @param connector the name of the connector
 * @param target what was connected to
 */
record TargetKey(String connector, Target target) {}
