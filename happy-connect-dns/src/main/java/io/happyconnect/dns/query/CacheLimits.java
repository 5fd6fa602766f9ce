package io.happyconnect.dns.query;

import java.time.Duration;

/**
 * What a cache may keep.
 *
 * @param maxEntries how many answers; 0 keeps none
 * @param maxNanos how long a positive one, whatever its TTL
 * @param maxNegativeNanos how long a negative one, whatever its SOA
 * @param staleNanos how long after its end a positive one is still given out
 */
public record CacheLimits(int maxEntries, long maxNanos, long maxNegativeNanos, long staleNanos) {

    /**
     * Limits as durations.
     *
     * @param maxEntries how many answers
     * @param maxTtl how long a positive one
     * @param maxNegativeTtl how long a negative one
     * @param staleTtl how long after its end
     * @return the limits
     */
    public static CacheLimits of(int maxEntries, Duration maxTtl, Duration maxNegativeTtl, Duration staleTtl) {
        return new CacheLimits(maxEntries, maxTtl.toNanos(), maxNegativeTtl.toNanos(), staleTtl.toNanos());
    }
}
