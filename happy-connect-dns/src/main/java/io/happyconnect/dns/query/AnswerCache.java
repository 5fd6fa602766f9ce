package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.LookupOutcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers, each kept for as long as it says itself: positive ones by the least TTL, negative ones by their SOA (RFC 2308).
 * Failures are not kept. Bounded: what was not asked for the longest goes first. With a time for stale answers, an expired
 * one is still good for so long, while it is asked for anew (RFC 8767).
 *
 * <p>Pure: it is told the time. Not safe for several threads.
 */
final class AnswerCache {

    /** An answer, and whether it has expired. */
    record Hit(Result result, boolean stale) {}

    private final CacheLimits limits;
    private final Map<Question, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long evicted;

    AnswerCache(CacheLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Hit get(Question question, long now) {
        Entry entry = entries.get(question);
        if (entry == null) {
            return null;
        }
        long age = now - entry.since;
        if (age < entry.lifetime) {
            return new Hit(entry.result, false);
        }
        boolean positive = entry.result.outcome() == LookupOutcome.ADDRESSES;
        if (positive && age - entry.lifetime < limits.staleNanos()) {
            return new Hit(entry.result, true);
        }
        entries.remove(question);
        return null;
    }

    /** Keeps a result if it may be kept, and forgets an earlier one if this says better; a failure says nothing. */
    void put(Question question, Result result, long now) {
        boolean positive = result.outcome() == LookupOutcome.ADDRESSES;
        if (!positive && !result.outcome().isNegative()) {
            return;
        }
        long wanted = Math.min(result.ttlSeconds(), TimeUnit.DAYS.toSeconds(365));
        long most = positive ? limits.maxNanos() : limits.maxNegativeNanos();
        long lifetime = Math.min(TimeUnit.SECONDS.toNanos(wanted), most);
        if (lifetime <= 0 || limits.maxEntries() == 0) {
            entries.remove(question);
            return;
        }
        entries.put(question, new Entry(result, now, lifetime));
        if (entries.size() > limits.maxEntries()) {
            Iterator<Question> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
            evicted++;
        }
    }

    void clear() {
        entries.clear();
    }

    int size() {
        return entries.size();
    }

    /** How many answers had to go to make room, since the beginning. */
    long evicted() {
        return evicted;
    }

    private record Entry(Result result, long since, long lifetime) {}
}
