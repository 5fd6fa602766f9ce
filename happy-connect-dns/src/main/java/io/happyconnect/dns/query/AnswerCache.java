package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.LookupOutcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers, each kept for as long as it says itself: positive ones by the least TTL, negative ones by their SOA (RFC 2308).
 * That servers failed or were silent is kept for 1 s (RFC 9520 §3.2), where no answer is; that none could be asked is not, for
 * it is found out at once. Bounded: what was not asked for the longest goes first. With a time for stale answers, an expired
 * one is still good for so long, while it is asked for anew (RFC 8767).
 *
 * <p>Pure: it is told the time. Not safe for several threads.
 */
final class AnswerCache {

    /** RFC 9520 §3.2: at least 1 s. */
    private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

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

    /** Keeps a result if it may be kept, and forgets an earlier one if this says better; a failure does not. */
    void put(Question question, Result result, long now) {
        boolean positive = result.outcome() == LookupOutcome.ADDRESSES;
        if (!positive && !result.outcome().isNegative()) {
            failed(question, result, now);
            return;
        }
        long wanted = Math.min(result.ttlSeconds(), TimeUnit.DAYS.toSeconds(365));
        long most = positive ? limits.maxNanos() : limits.maxNegativeNanos();
        long lifetime = Math.min(TimeUnit.SECONDS.toNanos(wanted), most);
        if (lifetime <= 0 || limits.maxEntries() == 0) {
            entries.remove(question);
            return;
        }
        keep(question, new Entry(result, now, lifetime));
    }

    private void failed(Question question, Result result, long now) {
        boolean dear = result.outcome() == LookupOutcome.SERVER_FAILURE || result.outcome() == LookupOutcome.TIMED_OUT;
        long lifetime = Math.min(FAILURE_NANOS, limits.maxNegativeNanos());
        if (dear && lifetime > 0 && limits.maxEntries() > 0 && get(question, now) == null) {
            keep(question, new Entry(result, now, lifetime));
        }
    }

    private void keep(Question question, Entry entry) {
        entries.put(question, entry);
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
