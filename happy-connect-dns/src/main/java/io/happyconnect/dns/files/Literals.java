package io.happyconnect.dns.files;

import io.happyconnect.name.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Words of a file that must be an address or a name, read by the rules of {@link Target}; nothing is looked up. */
final class Literals {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    private Literals() {}

    /** The address, or null if the word is none or has a scope this machine does not. */
    static @Nullable InetAddress address(String word) {
        try {
            return Target.of(word, ANY_PORT).literal().orElse(null);
        } catch (IllegalArgumentException | UnknownHostException notHere) {
            return null;
        }
    }

    /** The name in lower case and without trailing dot, or null if the word is none. */
    static @Nullable String name(String word) {
        try {
            Target target = Target.of(word, ANY_PORT);
            return target.isLiteral() ? null : target.host();
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }
}
