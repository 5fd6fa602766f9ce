package io.happyconnect.dns;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.files.HostsFile;
import io.happyconnect.dns.query.Names;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Asks DNS servers itself: AAAA and A side by side, each answer handed on as it arrives, so that a slow or dead lookup of
 * one family does not hold up the other (RFC 8305 §3).
 *
 * <p>It goes by what the system's own resolver goes by: the hosts file first, then the servers, the search list and the
 * options of resolv.conf(5). Both files are read again at most 1 s after they have changed. It does not go by
 * nsswitch.conf: {@link NameService} tells whether that matters on this host.
 *
 * <p>A family that the host has no route for ({@link io.happyconnect.resolve.Connectivity}) is not waited for, and asked
 * for only if the name has no address of the other. {@code localhost} and names below it are never asked for; they are what
 * the hosts file says, else both loopback addresses (RFC 6761 §6.3).
 *
 * <p>Servers are asked in the order of the file, those named in code with an IPv6 address first; servers that were silent twice
 * last. A question goes out over
 * UDP, from a port of its own and with a random id; an answer that was cut short is asked for again over TCP. Datagrams that
 * do not answer the question are ignored.
 *
 * <p>Answers are kept for as long as they say, negative ones too. Who asks for what is being asked shares the lookup; one
 * that nobody waits for any more goes on for 1 s for the cache (RFC 8305 §5).
 *
 * <p>Safe for any thread. One daemon thread sends and receives; it ends after five idle seconds, so that not closing leaks
 * nothing.
 */
public final class DnsResolver implements Resolver, AutoCloseable {

    private static final List<InetAddress> LOOPBACK =
            List.of(address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), address(127, 0, 0, 1));

    private final Names names;
    private final LongFunction<HostsFile> hosts;

    DnsResolver(Names names, LongFunction<HostsFile> hosts) {
        this.names = names;
        this.hosts = hosts;
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * A resolver with the settings of the system.
     *
     * @return a new one, with a cache of its own
     */
    public static DnsResolver create() {
        return builder().build();
    }

    /** {@return what a resolver can be told} */
    public static DnsResolverBuilder builder() {
        return new DnsResolverBuilder();
    }

    /**
     * Looks a name up. {@code answers} is told each family by itself, and then {@link Answers#done()}: here and now as far
     * as it is known, else on another thread. A name that does not exist is one failure for both families.
     */
    @Override
    public Lookup resolve(Target target, Answers answers) {
        Objects.requireNonNull(target, "target");
        var told = new Told(target, Objects.requireNonNull(answers, "answers"));
        String host = target.host();
        List<InetAddress> known = hosts.apply(System.nanoTime()).addressesOf(host);
        if (known.isEmpty() && (host.equals("localhost") || host.endsWith(".localhost"))) {
            known = LOOPBACK;
        }
        if (known.isEmpty()) {
            return names.look(host, target.isAbsolute(), told);
        }
        told.answered(AddressFamily.IPV6, known);
        told.answered(AddressFamily.IPV4, known);
        told.over();
        return Lookup.ended();
    }

    /** {@return how many answers the cache holds, each the addresses of one family of one name} */
    public int cacheSize() {
        return names.cacheSize();
    }

    /** Forgets all answers. */
    public void clearCache() {
        names.clearCache();
    }

    /** Ends every lookup with a failure, and every later one at once that is not answered by a file or the cache. */
    @Override
    public void close() {
        names.close();
    }
}
