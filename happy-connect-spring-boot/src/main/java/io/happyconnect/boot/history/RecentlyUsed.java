package io.happyconnect.boot.history;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A map that holds so many values at most and then lets the one go that was used longest ago. A newcomer to a full map pays
 * for the search; all others take no lock. For a moment it may hold one more for each thread that adds.
 */
final class RecentlyUsed<K, V extends RecentlyUsed.Value> {

    /** What is kept. */
    interface Value {

        /** {@return when it was used last, in milliseconds} */
        long usedAtMillis();

        /** {@return whether it stays, however long ago it was used} */
        boolean isPinned();
    }

    private final Map<K, V> values = new ConcurrentHashMap<>();
    private final int limit;
    private final Function<K, V> make;

    RecentlyUsed(int limit, Function<K, V> make) {
        this.limit = limit;
        this.make = make;
    }

    V of(K key) {
        V known = values.get(key);
        if (known != null) {
            return known;
        }
        while (values.size() >= limit && removeOldest()) {
            // Until there is room, or all that are left stay.
        }
        return values.computeIfAbsent(key, make);
    }

    private boolean removeOldest() {
        Map.Entry<K, V> oldest = null;
        for (Map.Entry<K, V> entry : values.entrySet()) {
            V value = entry.getValue();
            if (!value.isPinned()
                    && (oldest == null
                            || value.usedAtMillis() < oldest.getValue().usedAtMillis())) {
                oldest = entry;
            }
        }
        return oldest != null && values.remove(oldest.getKey(), oldest.getValue());
    }

    Collection<V> values() {
        return values.values();
    }
}
