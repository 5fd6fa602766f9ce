package io.happyconnect.resolve;

import java.security.Security;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Names that were resolved moments ago, so that asking again involves no other thread. Holds positive answers only, each
 * for the same short time and at most so many; the oldest goes first. Reading takes no lock.
 */
final class AddressCache {

    private static final int MAX_NAMES = 1_000;

    /** A name with more is looked up each time, so that 1,000 names of thousands of addresses each do not fill the memory. */
    static final int MAX_ADDRESSES_OF_A_NAME = 100;

    /** What the JDK takes when the property is not set. */
    private static final long JDK_DEFAULT_SECONDS = 30;

    /** The JDK caches below us, and its lifetime and ours add up. */
    private static final long MAX_SECONDS = 10;

    private final int maxNames;
    private final long lifetimeNanos;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** Oldest first: all live equally long, so this is also the order in which they expire. */
    private final Queue<Entry> byAge = new ArrayDeque<>();

    AddressCache(int maxNames, long lifetimeNanos, LongSupplier nanoTime) {
        this.maxNames = maxNames;
        this.lifetimeNanos = lifetimeNanos;
        this.nanoTime = nanoTime;
    }

    /** A cache as the JDK's settings want it. */
    static AddressCache system() {
        long lifetime = lifetimeNanos(
                Security.getProperty("networkaddress.cache.ttl"), System.getProperty("sun.net.inetaddr.ttl"));
        return new AddressCache(MAX_NAMES, lifetime, System::nanoTime);
    }

    /** A cache that keeps nothing. */
    static AddressCache none() {
        return new AddressCache(0, 0, () -> 0);
    }

    /**
     * The lifetime that the JDK's two properties stand for. Each is a number of seconds, negative for ever; the second
     * counts where the first is none.
     */
    static long lifetimeNanos(@Nullable String ttl, @Nullable String olderTtl) {
        long wanted = seconds(ttl, seconds(olderTtl, JDK_DEFAULT_SECONDS));
        return TimeUnit.SECONDS.toNanos(wanted < 0 ? MAX_SECONDS : Math.min(wanted, MAX_SECONDS));
    }

    private static long seconds(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException ignored) {
            // The JDK ignores it too.
            return otherwise;
        }
    }

    @Nullable
    HostAddresses get(String name) {
        Entry entry = entries.get(name);
        return entry == null || isExpired(entry, nanoTime.getAsLong()) ? null : entry.addresses;
    }

    void put(String name, HostAddresses addresses) {
        long now = nanoTime.getAsLong();
        var entry = new Entry(name, addresses, now);
        if (isExpired(entry, now) || addresses.size() > MAX_ADDRESSES_OF_A_NAME) {
            return;
        }
        synchronized (byAge) {
            entries.put(name, entry);
            byAge.add(entry);
            for (Entry oldest = byAge.peek();
                    oldest != null && (byAge.size() > maxNames || isExpired(oldest, now));
                    oldest = byAge.peek()) {
                byAge.remove();
                entries.remove(oldest.name, oldest);
            }
        }
    }

    private boolean isExpired(Entry entry, long now) {
        return now - entry.since >= lifetimeNanos;
    }

    int size() {
        return entries.size();
    }

    /** Equal by identity: a name that was resolved again is not removed with its older answer. */
    private static final class Entry {
        final String name;
        final HostAddresses addresses;
        final long since;

        Entry(String name, HostAddresses addresses, long since) {
            this.name = name;
            this.addresses = addresses;
            this.since = since;
        }
    }
}
