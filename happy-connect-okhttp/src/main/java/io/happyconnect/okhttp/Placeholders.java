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
 * The addresses of an {@link AddressBook} that stand for hosts which are reached in ways an address does not lead: a tunnel, a
 * proxy, a port of its own. OkHttp insists on one; the socket goes by the name.
 *
 * <p>Each host has one of its own, for two hosts with the same one and a certificate in common would share an HTTP/2 connection, and
 * requests to one would be answered by the other. They are numbered, not hashed, and come from 100::/64, which is for discarding (RFC
 * 6666): whatever else is given one reaches nothing. A host keeps its number as long as a route of OkHttp has it.
 */
final class Placeholders {

    /** The first half of 100::/64. */
    private static final long BLOCK = 0x0100_0000_0000_0000L;

    private final ConcurrentMap<String, Placeholder> placeholders = new ConcurrentHashMap<>();
    private final ReferenceQueue<InetAddress> collected = new ReferenceQueue<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final class Placeholder extends WeakReference<InetAddress> {

        private final String hostname;

        Placeholder(String hostname, InetAddress address, ReferenceQueue<InetAddress> collected) {
            super(address, collected);
            this.hostname = hostname;
        }
    }

    /** {@return the address that stands for a host} */
    InetAddress of(String hostname) {
        removeCollected();
        InetAddress fresh = address(hostname);
        for (; ; ) {
            Placeholder known = placeholders.putIfAbsent(hostname, new Placeholder(hostname, fresh, collected));
            if (known == null) {
                return fresh;
            }
            InetAddress address = known.get();
            if (address != null) {
                return address;
            }
            placeholders.remove(hostname, known);
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
    boolean contain(InetSocketAddress remote) {
        Placeholder known = placeholders.get(remote.getHostString());
        return known != null && known.refersTo(remote.getAddress());
    }

    /** How many there are, for tests. */
    int size() {
        removeCollected();
        return placeholders.size();
    }

    private void removeCollected() {
        while (collected.poll() instanceof Placeholder gone) {
            placeholders.remove(gone.hostname, gone);
        }
    }
}
