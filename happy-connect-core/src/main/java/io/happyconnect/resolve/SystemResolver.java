package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.net.InetAddress;
import java.util.List;

/**
 * The platform's own resolution: hosts file, DNS and whatever else the system is set up to ask, through
 * {@link InetAddress#getAllByName}.
 *
 * <p>One answer holds both families, because getaddrinfo returns only when it has both. Addresses come as the JDK gives
 * them. Unless {@code java.net.preferIPv6Addresses} says otherwise it puts IPv4 first, however the system sorted them;
 * the race goes by its own preferred family and keeps only the order inside a family.
 *
 * <p>A name that was resolved in the last seconds is answered on the caller's thread before {@link #resolve} returns. The
 * lifetime is that of the JDK's own cache (security property {@code networkaddress.cache.ttl}; 0 switches both off), here
 * at most 10 s because the two add up. It holds up to 1,000 names, and only names that have addresses. Every other lookup
 * waits on a thread of this resolver, a platform thread: up to 64 at once, further ones wait their turn. Who asks for a
 * name that is being looked up shares that lookup.
 *
 * <p>Nothing can stop a lookup inside the platform. Cancelling means that nothing is delivered any more; the answer still
 * fills the cache. For {@code localhost} the platform is asked, and where it knows none it has both loopback addresses.
 * Names below {@code localhost} have both and are asked of nobody, so that no DNS server hears of them (RFC 6761 §6.3).
 *
 * <p>Safe for any thread. Not closing leaks nothing: threads are daemons and end after five idle seconds.
 */
public final class SystemResolver implements Resolver, AutoCloseable {

    private final BlockingResolver lookups;

    SystemResolver() {
        this(name -> List.of(InetAddress.getAllByName(name)), LookupThreads.system(), AddressCache.system());
    }

    SystemResolver(HostLookup platform, LookupThreads threads, AddressCache cache) {
        this.lookups = new BlockingResolver(new LocalhostLookup(platform), threads, cache);
    }

    /**
     * Looks a name up. {@code answers} is told everything {@link Answers#found found} in one list, or one
     * {@link Answers#failed(java.io.IOException) failure}, and then {@link Answers#done()}: here and now if the name is
     * cached or this resolver is closed, else on another thread. What {@code answers} throws is logged and goes nowhere.
     */
    @Override
    public Lookup resolve(Target target, Answers answers) {
        return lookups.resolve(target, answers);
    }

    /** {@return the addresses of a name that was resolved in the last seconds} */
    @Override
    public List<AddressCandidate> known(Target target) {
        return lookups.known(target);
    }

    /**
     * Ends every lookup with a failure, and every later one at once. Threads end now or, if they are inside the platform's
     * resolver, when it lets them go; this method does not wait for them. Closing twice does nothing.
     */
    @Override
    public void close() {
        lookups.close();
    }
}
