package io.happyconnect.candidate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An address and a port.
 *
 * <p>Equal by value: the bytes, the port and, for scoped IPv6 addresses, the scope. An IPv4-mapped IPv6 address is the
 * IPv4 address it maps, and a wildcard (0.0.0.0, ::) is the loopback address of its family. The host name an {@link InetAddress} may carry plays no part,
 * nor do the {@linkplain #aliases() aliases} by which it was found.
 */
public final class AddressCandidate implements Candidate {

    private final InetAddress address;
    private final int port;
    private final List<String> aliases;

    /** Made once it is needed. Not volatile: a thread that sees none makes an equal one. */
    private @Nullable InetSocketAddress socketAddress;

    /**
     * A candidate for one address.
     *
     * @param address the address; IPv4-mapped IPv6 becomes IPv4, a wildcard becomes loopback
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if the port is out of range
     */
    public AddressCandidate(InetAddress address, int port) {
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, but is " + port);
        }
        this.address = dialled(unmapped(address));
        this.port = port;
        this.aliases = List.of();
    }

    private AddressCandidate(AddressCandidate found, List<String> aliases) {
        this.address = found.address;
        this.port = found.port;
        this.aliases = aliases;
    }

    // Socket.connect to 0.0.0.0 or :: looks up this machine's name and connects to whatever that is: not what a filter
    // was
    // asked about. As every other client takes it, it means this machine.
    private static InetAddress dialled(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return address;
        }
        try {
            return InetAddress.getByAddress(
                    address instanceof Inet6Address
                            ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
                            : new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    // The JDK unmaps on most ways in, but Inet6Address.getByAddress(host, bytes, scope) keeps the mapped form.
    private static InetAddress unmapped(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return address;
            }
        }
        if (bytes[10] != (byte) 0xff || bytes[11] != (byte) 0xff) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the address} */
    public InetAddress address() {
        return address;
    }

    /** {@return the port, 1 to 65535} */
    public int port() {
        return port;
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }

    /**
     * The same address and port, found through an alias.
     *
     * @param names what {@link #aliases()} shall be
     * @return a candidate that is equal to this one
     */
    public AddressCandidate withAliases(List<String> names) {
        return new AddressCandidate(this, List.copyOf(names));
    }

    /** {@return what a socket connects to} */
    public InetSocketAddress socketAddress() {
        InetSocketAddress made = socketAddress;
        if (made == null) {
            made = new InetSocketAddress(address, port);
            socketAddress = made;
        }
        return made;
    }

    @Override
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    @Override
    public CandidateKind kind() {
        return CandidateKind.ADDRESS;
    }

    @Override
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressCandidate that
                && port == that.port
                && address.equals(that.address)
                && scope(address) == scope(that.address);
    }

    // Inet6Address.equals ignores the scope, but fe80::1%1 and fe80::1%2 are two machines.
    private static int scope(InetAddress address) {
        return address instanceof Inet6Address inet6 ? inet6.getScopeId() : 0;
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + port;
    }

    /** {@return {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}} */
    @Override
    public String toString() {
        return address instanceof Inet6Address
                ? "[" + compressed(address.getHostAddress()) + "]:" + port
                : address.getHostAddress() + ":" + port;
    }

    // The JDK prints 2001:db8:0:0:0:0:0:1; people search their logs for the RFC 5952 form, 2001:db8::1.
    private static String compressed(String text) {
        int percent = text.indexOf('%');
        boolean isScoped = percent >= 0 && !text.endsWith("%0");
        String scope = isScoped ? text.substring(percent) : "";
        String[] groups = (percent < 0 ? text : text.substring(0, percent)).split(":");
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < groups.length; i++) {
            int length = 0;
            while (i + length < groups.length && groups[i + length].equals("0")) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
        }
        if (bestStart < 0) {
            return String.join(":", groups) + scope;
        }
        String head = String.join(":", Arrays.copyOfRange(groups, 0, bestStart));
        String tail = String.join(":", Arrays.copyOfRange(groups, bestStart + bestLength, groups.length));
        return head + "::" + tail + scope;
    }
}
