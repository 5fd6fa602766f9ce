package io.happyconnect.boot.history;

import java.time.Duration;

/**
 * How much a {@link RaceHistory} remembers.
 *
 * @param recentRaces so many races are kept one by one, at least 0
 * @param maxTargets so many targets, those connected to last, at least 1
 * @param maxAddressesPerTarget so many addresses of each, those tried last, at least 1
 * @param window what happened longer ago than this does not count for a {@link State}
 */
public record HistoryLimits(int recentRaces, int maxTargets, int maxAddressesPerTarget, Duration window) {}
