package io.happyconnect.boot.autoconfigure;

import io.happyconnect.name.Target;
import org.jspecify.annotations.Nullable;

/**
 * A key of {@code happy-connect.targets}: a host with all of its ports, or with one.
 *
 * @param host the host in canonical form
 * @param port the port; {@code null} for all
 */
record NamedTarget(String host, @Nullable Integer port) {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    /**
     * Reads {@code host}, {@code host:port} or {@code host:service}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static NamedTarget parse(String key) {
        try {
            return new NamedTarget(Target.of(key, ANY_PORT).host(), null);
        } catch (IllegalArgumentException notAHostAlone) {
            Target target = Target.parse(key);
            if (target.unixSocket().isPresent()) {
                throw new IllegalArgumentException("target " + target + " is a Unix domain socket: allowed are hosts");
            }
            return new NamedTarget(target.host(), target.port());
        }
    }

    /** {@return the key again, the port always as a number} */
    @Override
    public String toString() {
        return port == null ? host : Target.of(host, port).toString();
    }
}
