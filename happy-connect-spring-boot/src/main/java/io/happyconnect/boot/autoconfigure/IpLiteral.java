package io.happyconnect.boot.autoconfigure;

import io.happyconnect.name.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses as people write them. The JDK's and Spring's conversions would ask DNS for whatever is not one. */
final class IpLiteral {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    private IpLiteral() {}

    /**
     * Reads an address, and looks nothing up.
     *
     * @throws IllegalArgumentException if it is none
     */
    static InetAddress parse(String literal) {
        try {
            return Target.of(literal, ANY_PORT)
                    .literal()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + literal + "' is a name: allowed are addresses like 192.0.2.1 or 2001:db8::1"));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
