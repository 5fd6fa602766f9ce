package io.happyconnect.boot.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Meters of the first keys that come; all later ones share the same. Nobody loses a place: a meter that went and came back
 * would be a counter that starts anew.
 */
final class FirstComers<K, V> {

    private final Map<K, V> admitted = new ConcurrentHashMap<>();
    private final Quota places;
    private final Function<K, V> meters;
    private final V others;

    FirstComers(Quota places, Function<K, V> meters, V others) {
        this.places = places;
        this.meters = meters;
        this.others = others;
    }

    V of(K key) {
        V known = admitted.get(key);
        if (known == null && !places.isExhausted()) {
            known = admitted.computeIfAbsent(key, newcomer -> places.take() ? meters.apply(newcomer) : null);
        }
        return known == null ? others : known;
    }

    int size() {
        return admitted.size();
    }
}
