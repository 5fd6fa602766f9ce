package io.happyconnect.okhttp;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All claims there are, by the address object they belong to. An object, not its value: {@link InetAddress#equals} ignores
 * host and scope, and every lookup has a claim of its own.
 *
 * <p>An entry lives as long as its address does, that is as long as a route of OkHttp has it: the map holds the address
 * weakly, and no claim leads back to it. One map for all, for a factory must recognize the addresses of an equal one.
 */
final class Claims {

    private static final ConcurrentMap<Object, Claim> CLAIMS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<InetAddress> COLLECTED = new ReferenceQueue<>();

    private Claims() {}

    static void put(InetAddress address, Claim claim) {
        removeCollected();
        CLAIMS.put(new WeakKey(address), claim);
    }

    static @Nullable Claim of(InetAddress address) {
        return CLAIMS.get(new Key(address));
    }

    /** How many there are, for tests. */
    static int size() {
        removeCollected();
        return CLAIMS.size();
    }

    private static void removeCollected() {
        for (Reference<?> key = COLLECTED.poll(); key != null; key = COLLECTED.poll()) {
            CLAIMS.remove(key);
        }
    }

    /** Finds a {@link WeakKey}; in a map lookup it is this one whose equals is asked. */
    private record Key(InetAddress address) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WeakKey stored && stored.refersTo(address);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(address);
        }
    }

    private static final class WeakKey extends WeakReference<InetAddress> {

        private final int hash;

        WeakKey(InetAddress address) {
            super(address, COLLECTED);
            this.hash = System.identityHashCode(address);
        }

        // A collected key is removed as the object it is.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
