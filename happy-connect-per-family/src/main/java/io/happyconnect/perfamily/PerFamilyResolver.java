package io.happyconnect.perfamily;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.BlockingResolver;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.List;
import java.util.stream.Stream;

/**
 * The platform's own resolution (getaddrinfo: hosts file, DNS, and whatever else the system is set up to ask), asked for
 * IPv6 and IPv4 side by side, each answer handed on as it comes. So a slow or dead lookup of one family does not hold up the
 * other, also where names come from more than files and DNS.
 *
 * <p>It needs {@link PassThroughProvider} to be the JVM's provider of address resolution: this library on the class path that
 * the JVM was started with, before any other that provides one.
 *
 * <p>Each lookup waits on a thread of its own, up to 64 of each family at once; who asks for a name that is being looked up
 * shares that lookup. Nothing is kept after it, and nothing can stop a lookup inside the platform. Safe for any thread.
 */
public final class PerFamilyResolver implements Resolver, AutoCloseable {

    private final BlockingResolver ipv6;
    private final BlockingResolver ipv4;

    PerFamilyResolver(InetAddressResolver platform) {
        this.ipv6 = Resolver.blocking(name -> lookUp(platform, name, LookupPolicy.IPV6));
        this.ipv4 = Resolver.blocking(name -> lookUp(platform, name, LookupPolicy.IPV4));
    }

    private static List<InetAddress> lookUp(InetAddressResolver platform, String name, int family)
            throws UnknownHostException {
        try (Stream<InetAddress> addresses = platform.lookupByName(name, LookupPolicy.of(family))) {
            return addresses.toList();
        }
    }

    /**
     * Makes a resolver of the platform's.
     *
     * @return a new one, with threads of its own
     * @throws IllegalStateException if this library does not provide the JVM's resolution; the message says how it can
     */
    public static PerFamilyResolver create() {
        InetAddressResolver platform = PassThroughProvider.platform();
        if (platform == null) {
            askSomething();
            platform = PassThroughProvider.platform();
        }
        if (platform == null) {
            throw new IllegalStateException(
                    "the JVM resolves names with another provider: happy-connect-per-family must be on"
                            + " the class path that the JVM was started with (not only in an executable jar), before any other library"
                            + " that provides java.net.spi.InetAddressResolverProvider");
        }
        return new PerFamilyResolver(platform);
    }

    // The JVM chooses its provider when the first name is looked up.
    private static void askSomething() {
        try {
            InetAddress.getByName("localhost");
        } catch (UnknownHostException ignored) {
            // The provider is chosen all the same.
        }
    }

    /**
     * Looks a name up. {@code answers} is told each family by itself, an unknown name as an empty answer of the first family
     * and a failure of the second, because the platform does not say which of the two it is.
     */
    @Override
    public Lookup resolve(Target target, Answers answers) {
        var both = new BothFamilies(answers);
        Lookup first = ipv6.resolve(target, both.of(AddressFamily.IPV6));
        Lookup second = ipv4.resolve(target, both.of(AddressFamily.IPV4));
        return () -> {
            first.cancel();
            second.cancel();
        };
    }

    /** Ends every lookup with a failure, and every later one at once. Does not wait for the platform. */
    @Override
    public void close() {
        ipv6.close();
        ipv4.close();
    }

    /** A failure that says only that there is nothing. */
    static boolean isNegative(IOException cause) {
        return cause instanceof UnknownHostException;
    }
}
