package io.happyconnect.okhttp;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All claims of an {@link AddressBook}, by the address object they belong to. An object, not its value: {@link InetAddress#equals}
 * ignores host and scope, and every lookup has a claim of its own.
 *
 * <p>An entry lives as long as its address does, that is as long as a route of OkHttp has it: the map holds the address
 * weakly, and no claim leads back to it.
 */
final class Claims {

    private final ConcurrentMap<Object, Claim> claims = new ConcurrentHashMap<>();
    private final ReferenceQueue<InetAddress> collected = new ReferenceQueue<>();

    void put(InetAddress address, Claim claim) {
        removeCollected();
        claims.put(new WeakKey(address, collected), claim);
    }

    @Nullable
    Claim of(InetAddress address) {
        return claims.get(new Key(address));
    }

    /** How many there are, for tests. */
    int size() {
        removeCollected();
        return claims.size();
    }

    private void removeCollected() {
        for (Reference<?> key = collected.poll(); key != null; key = collected.poll()) {
            claims.remove(key);
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

        WeakKey(InetAddress address, ReferenceQueue<InetAddress> collected) {
            super(address, collected);
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
