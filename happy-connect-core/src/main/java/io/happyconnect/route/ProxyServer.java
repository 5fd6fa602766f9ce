package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proxy: where it is, what it speaks, and who we are. Its name is resolved and raced when it is needed. Immutable; two are
 * equal if all of that is. No method gives the password away.
 */
public final class ProxyServer {

    private enum Protocol {
        HTTP,
        SOCKS5;

        private final String scheme = name().toLowerCase(Locale.ROOT);
    }

    /** RFC 1929 has one byte for the length. */
    private static final int MOST_BYTES = 255;

    private final Protocol protocol;
    private final Target target;
    private final @Nullable String user;
    private final @Nullable String password;

    private ProxyServer(Protocol protocol, Target target, @Nullable String user, @Nullable String password) {
        this.protocol = protocol;
        this.target = Objects.requireNonNull(target, "target");
        if (target.unixSocket().isPresent()) {
            throw new IllegalArgumentException("proxy must have a host and a port, but is at " + target);
        }
        this.user = user;
        this.password = password;
    }

    /**
     * A proxy that is asked by HTTP CONNECT (RFC 9110 §9.3.6), in the clear.
     *
     * @param target its host and port, often 3128 or 8080
     * @return the proxy, without credentials
     */
    public static ProxyServer http(Target target) {
        return new ProxyServer(Protocol.HTTP, target, null, null);
    }

    /**
     * A proxy that speaks SOCKS 5 (RFC 1928). It resolves the names of the targets.
     *
     * @param target its host and port, often 1080
     * @return the proxy, without credentials
     */
    public static ProxyServer socks5(Target target) {
        return new ProxyServer(Protocol.SOCKS5, target, null, null);
    }

    /**
     * Reads {@code http://host:port} or {@code socks5://host:port}.
     *
     * @param url scheme, host and port, and nothing else; credentials are given {@linkplain #withCredentials by themselves}
     * @return the proxy
     * @throws IllegalArgumentException if it is anything else; the message repeats no user and no password
     */
    public static ProxyServer parse(String url) {
        Objects.requireNonNull(url, "url");
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        for (Protocol protocol : Protocol.values()) {
            if (protocol.scheme.equals(scheme)) {
                return new ProxyServer(protocol, Target.parse(withoutSlash(url.substring(end + 3))), null, null);
            }
        }
        throw new IllegalArgumentException("proxy must be http://host:port or socks5://host:port");
    }

    private static String withoutSlash(String authority) {
        return authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority;
    }

    /**
     * The same proxy for a user: Basic authentication (RFC 7617) or that of RFC 1929. Both send the password in the clear.
     *
     * @param user 1 to 255 bytes of UTF-8 without control characters; without colons for an HTTP proxy
     * @param password 1 to 255 bytes of UTF-8 without control characters
     * @return a copy
     * @throws IllegalArgumentException if one cannot be; the message does not repeat it
     */
    public ProxyServer withCredentials(String user, String password) {
        checkCredential("user", user);
        checkCredential("password", password);
        if (protocol == Protocol.HTTP && user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user must not contain a colon for an HTTP proxy (RFC 7617)");
        }
        return new ProxyServer(protocol, target, user, password);
    }

    private static void checkCredential(String name, String value) {
        Objects.requireNonNull(value, name);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    name + " must be 1 to " + MOST_BYTES + " bytes of UTF-8 without control characters");
        }
    }

    /** {@return host and port of the proxy} */
    public Target target() {
        return target;
    }

    Handshake handshake() {
        return protocol == Protocol.HTTP
                ? new HttpConnectHandshake(this, user, password)
                : new Socks5Handshake(this, user, password);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyServer that
                && protocol == that.protocol
                && target.equals(that.target)
                && Objects.equals(user, that.user)
                && Objects.equals(password, that.password);
    }

    @Override
    public int hashCode() {
        return 31 * target.hashCode() + protocol.hashCode();
    }

    /** {@return {@code http://proxy.example.com:3128}; neither user nor password} */
    @Override
    public String toString() {
        return protocol.scheme + "://" + target;
    }
}
