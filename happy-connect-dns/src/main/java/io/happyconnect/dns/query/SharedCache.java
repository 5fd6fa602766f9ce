package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.DnsListener;
import org.jspecify.annotations.Nullable;

/** The cache with a clock and a lock, for all threads. */
final class SharedCache {

    private final AnswerCache cache; // guarded by itself
    private long epoch; // guarded by cache
    private final DnsListener listener;

    SharedCache(CacheLimits limits, DnsListener listener) {
        this.cache = new AnswerCache(limits);
        this.listener = listener;
    }

    AnswerCache.@Nullable Hit look(Question question) {
        synchronized (cache) {
            return cache.get(question, Loop.now());
        }
    }

    /** What has not expired. */
    @Nullable
    Result get(Question question) {
        AnswerCache.Hit hit = look(question);
        return hit == null || hit.stale() ? null : hit.result();
    }

    /** Keeps an answer, unless the files have changed since it was asked for. */
    void put(Question question, Result result, long asOf) {
        boolean evicted;
        synchronized (cache) {
            if (asOf != epoch) {
                return;
            }
            long before = cache.evicted();
            cache.put(question, result, Loop.now());
            evicted = cache.evicted() > before;
        }
        if (evicted) {
            listener.evicted();
        }
    }

    /** Forgets all answers, and those to come of whom was asked so far; returns the new epoch. */
    long renew() {
        synchronized (cache) {
            cache.clear();
            return ++epoch;
        }
    }

    void clear() {
        synchronized (cache) {
            cache.clear();
        }
    }

    int size() {
        synchronized (cache) {
            return cache.size();
        }
    }
}
