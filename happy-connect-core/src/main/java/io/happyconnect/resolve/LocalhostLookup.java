package io.happyconnect.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Gives {@code localhost} and every name below it both loopback addresses where the platform has none for it (RFC 6761
 * §6.3: such names "SHOULD always return the IP loopback address").
 *
 * <p>The platform comes first because a hosts file may say more, for instance which of the two a container has.
 */
final class LocalhostLookup implements HostLookup {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};

    private final HostLookup platform;

    LocalhostLookup(HostLookup platform) {
        this.platform = platform;
    }

    @Override
    public InetAddress[] addressesOf(String name) throws IOException {
        try {
            return platform.addressesOf(name);
        } catch (UnknownHostException unknown) {
            if (!isLocalhost(name)) {
                throw unknown;
            }
            return new InetAddress[] {
                InetAddress.getByAddress(name, IPV6_LOOPBACK), InetAddress.getByAddress(name, IPV4_LOOPBACK)
            };
        }
    }

    private static boolean isLocalhost(String name) {
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return relative.equals("localhost") || relative.endsWith(".localhost");
    }
}
