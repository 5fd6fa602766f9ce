package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.probe.RouteProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's routing table says about each family, by connecting a UDP socket to a documentation address; no
 * packet is sent. A family has a route if the kernel finds one and gives the packet a source that is neither loopback
 * nor link-local nor unspecified. With {@code java.net.preferIPv4Stack=true} IPv6 has none.
 *
 * <p>What a firewall drops is not seen. An answer holds for 1 s, so that a machine that gains or loses a network is
 * noticed soon; reading it takes no lock. Safe for any thread.
 */
public final class SystemConnectivity implements Connectivity {

    /** RFC 5737: no such host exists, so nothing but the default route leads there. */
    private static final byte[] IPV4_DOCUMENTATION = {(byte) 192, 0, 2, 1};

    /** RFC 3849: 2001:db8::1. */
    private static final byte[] IPV6_DOCUMENTATION = {0x20, 0x01, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
    };

    /** Any port but 0, which the JDK refuses; this one discards what it gets (RFC 863). */
    private static final int PORT = 9;

    private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RouteProbe probe;
    private final LongSupplier nanoTime;
    private final boolean ipv4Only;
    private volatile @Nullable Finding ipv4;
    private volatile @Nullable Finding ipv6;

    /** Asks the kernel of this machine. */
    public SystemConnectivity() {
        this(RouteProbe::udp, System::nanoTime, Boolean.getBoolean("java.net.preferIPv4Stack"));
    }

    SystemConnectivity(RouteProbe probe, LongSupplier nanoTime, boolean ipv4Only) {
        this.probe = probe;
        this.nanoTime = nanoTime;
        this.ipv4Only = ipv4Only;
    }

    @Override
    public boolean hasRoute(AddressFamily family) {
        boolean isIpv4 = family == AddressFamily.IPV4;
        long now = nanoTime.getAsLong();
        Finding last = isIpv4 ? ipv4 : ipv6;
        if (last != null && now - last.since < LIFETIME_NANOS) {
            return last.hasRoute;
        }
        boolean hasRoute = isIpv4 ? leadsOut(IPV4_DOCUMENTATION) : !ipv4Only && leadsOut(IPV6_DOCUMENTATION);
        var finding = new Finding(now, hasRoute);
        if (isIpv4) {
            ipv4 = finding;
        } else {
            ipv6 = finding;
        }
        return hasRoute;
    }

    private boolean leadsOut(byte[] destination) {
        try {
            InetAddress source = probe.sourceFor(InetAddress.getByAddress(destination), PORT);
            return !source.isLoopbackAddress() && !source.isLinkLocalAddress() && !source.isAnyLocalAddress();
        } catch (IOException | RuntimeException noRoute) {
            return false;
        }
    }

    /**
     * Whether the kernel would send a packet to an address now. Asks each time, which takes some ten microseconds, and sends
     * nothing.
     *
     * @param address where the packet would go
     * @param port 1 to 65535; policy routing may look at it
     * @return false if there is no route, or no source address to send from
     * @throws IllegalArgumentException if the port is out of range
     */
    public static boolean canRoute(InetAddress address, int port) {
        return canRoute(address, port, RouteProbe::udp);
    }

    static boolean canRoute(InetAddress address, int port, RouteProbe probe) {
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, but is " + port);
        }
        try {
            probe.sourceFor(address, port);
            return true;
        } catch (IOException | RuntimeException noRoute) {
            return false;
        }
    }

    /** What was found, and when. */
    private record Finding(long since, boolean hasRoute) {}
}
