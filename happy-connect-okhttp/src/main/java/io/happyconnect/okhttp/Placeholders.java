package io.happyconnect.okhttp;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that stand for hosts which are reached in ways an address does not lead: a tunnel, a proxy, a port of its own.
 * OkHttp insists on one; the socket goes by the name.
 *
 * <p>Each host has one of its own, for two hosts with the same one and a certificate in common would share an HTTP/2 connection, and
 * requests to one would be answered by the other. They are numbered, not hashed, and come from 100::/64, which is for discarding (RFC
 * 6666): whatever else is given one reaches nothing. A host keeps its number as long as a route of OkHttp has it.
 */
final class Placeholders {

    /** The first half of 100::/64. */
    private static final long BLOCK = 0x0100_0000_0000_0000L;

    private static final ConcurrentMap<Key, Placeholder> PLACEHOLDERS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<InetAddress> COLLECTED = new ReferenceQueue<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private Placeholders() {}

    private record Key(RouteDns dns, String hostname) {}

    private static final class Placeholder extends WeakReference<InetAddress> {

        private final Key key;

        Placeholder(Key key, InetAddress address) {
            super(address, COLLECTED);
            this.key = key;
        }
    }

    /** {@return the address that stands for a host} */
    static InetAddress of(RouteDns dns, String hostname) {
        removeCollected();
        Key key = new Key(dns, hostname);
        InetAddress fresh = address(hostname);
        for (; ; ) {
            Placeholder known = PLACEHOLDERS.putIfAbsent(key, new Placeholder(key, fresh));
            if (known == null) {
                return fresh;
            }
            InetAddress address = known.get();
            if (address != null) {
                return address;
            }
            PLACEHOLDERS.remove(key, known);
        }
    }

    private static InetAddress address(String hostname) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(BLOCK)
                .putLong(NUMBERS.incrementAndGet())
                .array();
        try {
            return InetAddress.getByAddress(hostname, bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether nothing is to be reached at an address, whoever gave it out. */
    static boolean isInBlock(@Nullable InetAddress address) {
        byte[] bytes = address == null ? new byte[0] : address.getAddress();
        return bytes.length == 16 && ByteBuffer.wrap(bytes).getLong() == BLOCK;
    }

    /** Whether this very address was given out for its host. */
    static boolean isOf(RouteDns dns, InetSocketAddress remote) {
        Placeholder known = PLACEHOLDERS.get(new Key(dns, remote.getHostString()));
        return known != null && known.refersTo(remote.getAddress());
    }

    /** How many there are, for tests. */
    static int size() {
        removeCollected();
        return PLACEHOLDERS.size();
    }

    private static void removeCollected() {
        while (COLLECTED.poll() instanceof Placeholder collected) {
            PLACEHOLDERS.remove(collected.key, collected);
        }
    }
}
