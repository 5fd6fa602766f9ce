package io.happyconnect.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Keeps {@code localhost} and every name below it away from DNS (RFC 6761 §6.3: resolvers "SHOULD recognize localhost names
 * as special and SHOULD always return the IP loopback address").
 *
 * <p>{@code localhost} itself is asked of the platform, whose hosts file nearly always has it and may say which of the two
 * addresses a container has; where the platform knows none it has both. Names below it are in no hosts file unless somebody
 * puts them there, so they have both without asking.
 */
final class LocalhostLookup implements HostLookup {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};

    private final HostLookup platform;

    LocalhostLookup(HostLookup platform) {
        this.platform = platform;
    }

    @Override
    public List<InetAddress> addressesOf(String name) throws IOException {
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (relative.endsWith(".localhost")) {
            return loopback(name);
        }
        try {
            return platform.addressesOf(name);
        } catch (UnknownHostException unknown) {
            if (relative.equals("localhost")) {
                return loopback(name);
            }
            throw unknown;
        }
    }

    private static List<InetAddress> loopback(String name) throws UnknownHostException {
        return List.of(InetAddress.getByAddress(name, IPV6_LOOPBACK), InetAddress.getByAddress(name, IPV4_LOOPBACK));
    }
}
