package io.happyconnect.boot.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How many series there may be, over all connectors together.
 *
 * @param targets targets with series of their own
 * @param addresses addresses with series of their own; {@code null} for no meters by address
 */
record Places(Quota targets, @Nullable Quota addresses) {}
