package io.happyconnect.boot.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Meters by those of their tags that vary. Asking the registry each time would cost more than everything else. */
final class MeterCache<K, M> {

    private final Map<K, M> meters = new ConcurrentHashMap<>();
    private final Function<K, M> register;

    MeterCache(Function<K, M> register) {
        this.register = register;
    }

    // Not computeIfAbsent: the registry calls foreign code, and gives the same meter when it is asked twice.
    M of(K key) {
        M known = meters.get(key);
        if (known == null) {
            known = register.apply(key);
            meters.put(key, known);
        }
        return known;
    }
}
