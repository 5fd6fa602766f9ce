package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.DnsListener;
import org.jspecify.annotations.Nullable;

/** The cache with a clock and a lock, for all threads. */
final class SharedCache {

    private final AnswerCache cache; // guarded by itself
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

    void put(Question question, Result result) {
        boolean evicted;
        synchronized (cache) {
            long before = cache.evicted();
            cache.put(question, result, Loop.now());
            evicted = cache.evicted() > before;
        }
        if (evicted) {
            listener.evicted();
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
