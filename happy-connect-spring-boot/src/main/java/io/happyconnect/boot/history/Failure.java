package io.happyconnect.boot.history;

import java.time.Instant;

/**
 * The last time something failed.
 *
 * @param errorType why, a word of a closed list
 * @param at when
 */
public record Failure(String errorType, Instant at) {}
