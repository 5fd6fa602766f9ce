package io.happyconnect.name;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection should lead: a host and a port, checked and in canonical form, nothing looked up yet; or, for channels, a
 * {@linkplain #unix Unix domain socket} of this machine.
 *
 * <p>A host is one of
 *
 * <ul>
 *   <li>a name of ASCII letters, digits, '-' and '_', in labels of 1 to 63 characters, 253 in all. Upper case becomes
 *       lower case, a trailing dot is {@linkplain #isAbsolute() remembered};
 *   <li>an internationalized name, which becomes punycode by the rules of {@link java.net.IDN}, that is IDNA 2003 (RFC
 *       3490): "faß.example" means "fass.example" here, and "xn--fa-hia.example" says otherwise;
 *   <li>an IPv4 address of four decimal numbers. The short, octal and hexadecimal forms that {@link InetAddress} takes
 *       ("127.1", "2130706433", "0x7f.1") are refused, so that what a filter reads is what gets connected;
 *   <li>an IPv6 address, with or without brackets, with or without a scope (an interface index or name). It is kept as
 *       RFC 5952 writes it; an IPv4-mapped one is the IPv4 address.
 * </ul>
 *
 * <p>A service is a port number or a name that {@link ServiceNames#system()} knows.
 *
 * <p>Two targets are equal if they lead to the same place: same host, absolute or not, and same port. How the port was
 * written does not count. Immutable and safe for any thread.
 */
public final class Target {

    private final String host;
    private final int port;
    private final boolean absolute;
    private final @Nullable String service;
    private final @Nullable AddressLiteral literal;
    private final @Nullable Path unixSocket;

    private Target(
            String host, boolean absolute, @Nullable AddressLiteral literal, int port, @Nullable String service) {
        this.host = host;
        this.absolute = absolute;
        this.literal = literal;
        this.port = port;
        this.service = service;
        this.unixSocket = null;
    }

    private Target(Path unixSocket) {
        this.host = UnixPath.SCHEME + unixSocket;
        this.absolute = false;
        this.literal = null;
        this.port = 0;
        this.service = null;
        this.unixSocket = unixSocket;
    }

    /**
     * A target by port number.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @return the target
     * @throws IllegalArgumentException if host or port cannot be; the message names the argument, its value and what is
     *     allowed
     */
    public static Target of(String host, int port) {
        Objects.requireNonNull(host, "host");
        return of(host, Port.checked(port), null);
    }

    /**
     * A target by service.
     *
     * @param host a name or an address
     * @param service a service name in any case, like "https", or a port number, "1" to "65535"
     * @return the target
     * @throws IllegalArgumentException if the host cannot be or the service is not known; the message names the argument,
     *     its value and what is allowed, and for a service the nearest known names
     */
    public static Target of(String host, String service) {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(service, "service");
        int port = ServiceNames.system().portOf(service);
        return of(host, port, Port.isNumeric(service) ? null : service);
    }

    /**
     * A Unix domain socket of this machine, for {@code connectChannel} and {@code connectAsync}. The JDK has no plain socket of that
     * kind. It is reached as it is, through no proxy and no tunnel, and not at all where an {@link
     * io.happyconnect.resolve.AddressFilter} other than {@code acceptAll()} holds: no filter can judge a path. Sockets that {@link
     * io.happyconnect.route.Aliases} or {@link io.happyconnect.route.UnixSockets} name are reached all the same.
     *
     * @param path an absolute path of at most 106 bytes, without {@code .} and {@code ..}; nothing need be there yet
     * @return the target, whose {@link #host()} is {@code unix:} and the path, and whose {@link #port()} is 0
     * @throws IllegalArgumentException if the path cannot be; the message has the value and what is allowed
     */
    public static Target unix(Path path) {
        return new Target(UnixPath.checked(Objects.requireNonNull(path, "path")));
    }

    /**
     * Reads host and port, or host and service, as people write them: "example.com:443", "example.com:https",
     * "192.0.2.1:80", "[2001:db8::1]:imaps", "[fe80::1%eth0]:22". An IPv6 address needs its brackets here, a port is never
     * guessed, blanks are not trimmed. A {@linkplain #unix Unix domain socket} is written "unix:/run/app.sock"; who takes targets
     * from strangers has an address filter, which refuses it, or looks at {@link #unixSocket()}.
     *
     * @param target {@code host:port}, {@code host:service} or {@code unix:/path}
     * @return the target
     * @throws IllegalArgumentException if it cannot be; the message names the value, the part that is wrong and what is
     *     allowed
     */
    public static Target parse(String target) {
        Objects.requireNonNull(target, "target");
        if (UnixPath.isMeant(target)) {
            return new Target(UnixPath.parse(target));
        }
        Misplaced.refuse(Wanted.TARGET, target);
        int colon = colonBeforePort(target);
        try {
            return of(target.substring(0, colon), target.substring(colon + 1));
        } catch (IllegalArgumentException refused) {
            throw Refusal.of("target", target, "cannot be: " + refused.getMessage());
        }
    }

    private static int colonBeforePort(String target) {
        int bracket = target.lastIndexOf(']');
        int colon = target.indexOf(':', bracket + 1);
        if (bracket < 0 && colon >= 0 && target.indexOf(':', colon + 1) >= 0) {
            throw Refusal.of(
                    "target",
                    target,
                    "has more than one ':': allowed is one, and an IPv6 address in brackets, like [2001:db8::1]:443");
        }
        if (colon < 0 || colon == target.length() - 1) {
            throw Refusal.of("target", target, "has no port: append one, like ':443' or ':https'");
        }
        return colon;
    }

    private static Target of(String text, int port, @Nullable String service) {
        if (HostName.isCanonical(text)) {
            return new Target(text, false, null, port, service);
        }
        Host host = Host.parse(text);
        return new Target(host.name(), host.absolute(), host.literal(), port, service);
    }

    /**
     * The host as it is resolved: a name in lower-case ASCII without trailing dot, or an address without brackets. Of a Unix domain
     * socket {@code unix:} and the path, which is no host to anything else.
     *
     * @return letters, digits and {@code - _ . : % ~}, nothing else; the path of a Unix domain socket may have anything but control
     *     characters
     */
    public String host() {
        return host;
    }

    /** {@return the port to connect to, 1 to 65535; 0 for a Unix domain socket, which has none} */
    public int port() {
        return port;
    }

    /** {@return the name of the service as the user wrote it, empty if the port was given as a number} */
    public Optional<String> service() {
        return Optional.ofNullable(service);
    }

    /**
     * Whether the name was written with a trailing dot. Then it is complete, and a resolver must not try it with the
     * search domains of the system. The dot is no part of {@link #host()}: certificates and SNI do not have it either.
     *
     * @return whether there was a dot
     */
    public boolean isAbsolute() {
        return absolute;
    }

    /** {@return the path, if this is a Unix domain socket} */
    public Optional<Path> unixSocket() {
        return Optional.ofNullable(unixSocket);
    }

    /** {@return whether the host is an IP address, so that there is nothing to resolve} */
    public boolean isLiteral() {
        return literal != null;
    }

    /**
     * The address, if the host is one. A scope that is the name of an interface is looked up by each call; a name is never
     * resolved.
     *
     * @return the address, whose {@code getHostName()} is {@link #host()} so that asking for it looks nothing up; empty if
     *     the host is a name
     * @throws UnknownHostException if this machine has no network interface of the name the scope gives
     */
    public Optional<InetAddress> literal() throws UnknownHostException {
        return literal == null ? Optional.empty() : Optional.of(literal.toInetAddress());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Target that && port == that.port && absolute == that.absolute && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /**
     * Host and port as {@link #parse} reads them, the port always as a number: {@code example.com:443},
     * {@code example.com.:443}, {@code [2001:db8::1]:443}; {@code unix:/run/app.sock}.
     *
     * @return one line without control characters, whatever the user wrote
     */
    @Override
    public String toString() {
        if (unixSocket != null) {
            return host;
        }
        if (literal != null && literal.isIpv6()) {
            return "[" + host + "]:" + port;
        }
        return host + (absolute ? ".:" : ":") + port;
    }
}
