package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One host of a ProxyJump: {@code host}, {@code user@host:port} or {@code ssh://user@host:port}.
 *
 * @param user {@code null} for that of the configuration
 * @param host a name or an address
 * @param port 0 for that of the configuration
 */
record JumpSpec(@Nullable String user, String host, int port) {

    private static final String SCHEME = "ssh://";
    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    static JumpSpec parse(String text, String host) throws IOException {
        String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? null : rest.substring(0, at);
        String authority = rest.substring(at + 1);
        try {
            int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
            boolean hasPort = colon >= 0 && colon == authority.lastIndexOf(':');
            Target target = hasPort ? Target.parse(authority) : Target.of(authority, ANY_PORT);
            return new JumpSpec(user, target.host(), hasPort ? target.port() : 0);
        } catch (IllegalArgumentException e) {
            throw new IOException("ProxyJump of " + host + ": " + e.getMessage(), e);
        }
    }
}
