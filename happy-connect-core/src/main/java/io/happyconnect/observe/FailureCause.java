package io.happyconnect.observe;

import java.util.Locale;

/** Why an attempt failed: a closed list, fit for metric tags. The labels are OpenTelemetry's {@code error.type} values for sockets. */
public enum FailureCause {
    /** The other side answered with a reset: nothing listens there. */
    CONNECTION_REFUSED("connection refused"),
    /** No answer in time. */
    TIMED_OUT("timed out"),
    /** No route to the network. */
    NETWORK_UNREACHABLE("network unreachable"),
    /** The host, or the way to it, does not exist. */
    HOST_UNREACHABLE("host unreachable"),
    /** A firewall or a routing rule forbids it. */
    ACCESS_DENIED("access denied"),
    /** The local address cannot be used, or no local port is left. */
    ADDRESS_NOT_AVAILABLE("address not available"),
    /** This machine does not speak this family, or not with a socket of the kind that was asked for. */
    ADDRESS_FAMILY_NOT_SUPPORTED("family not supported"),
    /** The connection was reset. */
    CONNECTION_RESET("connection reset"),
    /** This process has no descriptors left. */
    TOO_MANY_OPEN_FILES("too many open files"),
    /** Nothing is at the path of a Unix domain socket. */
    NO_SUCH_FILE("no such file"),
    /** Anything else. */
    OTHER("failed");

    private final String text;
    private final String label = name().toLowerCase(Locale.ROOT);

    FailureCause(String text) {
        this.text = text;
    }

    /**
     * Classifies what an attempt threw.
     *
     * <p>What the JDK makes of the errors of Linux, the same for sockets and channels on Java 17 and 25:
     *
     * <table>
     * <caption>Errors of a connection attempt</caption>
     * <tr><th>situation</th><th>errno</th><th>exception</th><th>cause</th></tr>
     * <tr><td>reset, closed port, ICMP port unreachable</td><td>ECONNREFUSED</td>
     *   <td>ConnectException: Connection refused</td><td>{@link #CONNECTION_REFUSED}</td></tr>
     * <tr><td>no answer until the kernel gave up, 134 s</td><td>ETIMEDOUT</td>
     *   <td>ConnectException: Connection timed out</td><td>{@link #TIMED_OUT}</td></tr>
     * <tr><td>no answer until the timeout of {@code connect}</td><td></td>
     *   <td>SocketTimeoutException: Connect timed out</td><td>{@link #TIMED_OUT}</td></tr>
     * <tr><td>no route; ICMP network unreachable; IPv6 not configured</td><td>ENETUNREACH</td>
     *   <td>SocketException: Network is unreachable</td><td>{@link #NETWORK_UNREACHABLE}</td></tr>
     * <tr><td>ICMP host unreachable or prohibited, ICMPv6 address unreachable, an {@code unreachable} route, nobody on the
     *   link</td><td>EHOSTUNREACH</td><td>NoRouteToHostException: No route to host</td><td>{@link #HOST_UNREACHABLE}</td></tr>
     * <tr><td>ICMPv6 administratively prohibited, a {@code prohibit} route</td><td>EACCES</td>
     *   <td>BindException: Permission denied</td><td>{@link #ACCESS_DENIED}</td></tr>
     * <tr><td>IPv6 turned off while running, local ports exhausted</td><td>EADDRNOTAVAIL</td>
     *   <td>BindException: Cannot assign requested address</td><td>{@link #ADDRESS_NOT_AVAILABLE}</td></tr>
     * <tr><td>IPv6 off at the start of the JVM</td><td></td><td>SocketException: (IPv6) Protocol family unavailable,
     *   UnsupportedOperationException: IPv6 not available</td><td>{@link #ADDRESS_FAMILY_NOT_SUPPORTED}</td></tr>
     * <tr><td>limit of descriptors</td><td>EMFILE</td><td>SocketException: Too many open files</td>
     *   <td>{@link #TOO_MANY_OPEN_FILES}</td></tr>
     * <tr><td>no file at the path of a Unix domain socket</td><td>ENOENT</td>
     *   <td>SocketException: No such file or directory</td><td>{@link #NO_SUCH_FILE}</td></tr>
     * <tr><td>a Unix domain socket whose backlog is full</td><td>EAGAIN</td>
     *   <td>SocketException: Resource temporarily unavailable</td><td>{@link #OTHER}</td></tr>
     * <tr><td>a {@code blackhole} route, or fe80:: without a scope</td><td>EINVAL</td>
     *   <td>SocketException: Invalid argument</td><td>{@link #OTHER}</td></tr>
     * <tr><td>ICMP protocol unreachable</td><td>ENOPROTOOPT</td><td>SocketException: Protocol not available</td>
     *   <td>{@link #OTHER}</td></tr>
     * <tr><td>closed or interrupted by ourselves</td><td></td><td>SocketException: Socket closed,
     *   ClosedByInterruptException</td><td>{@link #OTHER}</td></tr>
     * <tr><td>{@code -DsocksProxyHost}, and the proxy cannot be reached</td><td>any</td><td>SocketException: Can't connect to
     *   SOCKS proxy:Connection refused</td><td>{@link #OTHER}: it says nothing of the target</td></tr>
     * <tr><td>a proxy or jump host of ours that cannot be reached</td><td>any</td><td>IOException: no way to the proxy ...,
     *   no way to the jump host ...</td>
     *   <td>{@link #OTHER}: it says nothing of the target</td></tr>
     * <tr><td>{@code -DsocksProxyHost}, and the proxy cannot reach the target</td><td></td><td>SocketException: SOCKS:
     *   Connection refused</td><td>what the proxy says, here {@link #CONNECTION_REFUSED}</td></tr>
     * </table>
     *
     * <p>The message comes from the C library, in the language of the process and the words of the system, so it decides
     * only where the type does not, and the words of glibc, musl, macOS and Windows are known. Of several the first in the
     * message counts. In a language that is not known the type decides as far as it goes: a ConnectException is a refusal, a BindException an unusable local address.
     * An exception that says nothing by itself is what its cause is.
     *
     * @param failure what was thrown
     * @return the kind of failure, {@link #OTHER} if it is none of the others
     */
    public static FailureCause of(Throwable failure) {
        return FailureClassification.of(failure);
    }

    /** {@return the name for metrics and JSON, such as {@code connection_refused}; {@code _other} for {@link #OTHER}} */
    public String label() {
        return this == OTHER ? "_other" : label;
    }

    /** {@return the name for people, such as {@code connection refused}; {@code failed} for {@link #OTHER}} */
    public String text() {
        return text;
    }

    // How little it says about the target: 0 ended the race, then the host's own word, the network's, silence, and last
    // what never left this machine.
    int reticence() {
        return switch (this) {
            case TOO_MANY_OPEN_FILES -> 0;
            case CONNECTION_REFUSED, CONNECTION_RESET, NO_SUCH_FILE -> 1;
            case HOST_UNREACHABLE, ACCESS_DENIED, OTHER -> 2;
            case TIMED_OUT -> 3;
            case NETWORK_UNREACHABLE, ADDRESS_NOT_AVAILABLE, ADDRESS_FAMILY_NOT_SUPPORTED -> 4;
        };
    }
}
