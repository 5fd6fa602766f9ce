package io.happyconnect.resolve;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
 * waits on a thread of this resolver, a virtual one on Java 21 and later: up to 64 at once, further ones wait their turn.
 * Who asks for a name that is being looked up shares that lookup.
 *
 * <p>Nothing can stop a lookup inside the platform. Cancelling means that nothing is delivered any more; the answer still
 * fills the cache. {@code localhost} and names below it have both loopback addresses where the platform knows none (RFC
 * 6761 §6.3).
 *
 * <p>Safe for any thread. Not closing leaks nothing: threads are daemons and end after five idle seconds.
 */
public final class SystemResolver implements Resolver, AutoCloseable {

    private final HostLookup platform;
    private final LookupThreads threads;
    private final AddressCache cache;
    private final ConcurrentMap<String, SharedLookup> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    SystemResolver() {
        this(InetAddress::getAllByName, LookupThreads.system(), AddressCache.system());
    }

    SystemResolver(HostLookup platform, LookupThreads threads, AddressCache cache) {
        this.platform = new LocalhostLookup(platform);
        this.threads = threads;
        this.cache = cache;
    }

    /**
     * Looks a name up. {@code answers} is told everything {@link Answers#found found} in one list, or one
     * {@link Answers#failed(IOException) failure}, and then {@link Answers#done()}: here and now if the name is cached or
     * this resolver is closed, else on another thread. What {@code answers} throws is logged and goes nowhere.
     */
    @Override
    public Lookup resolve(Target target, Answers answers) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(answers, "answers");
        String name = target.isAbsolute() ? target.host() + "." : target.host();
        HostAddresses known = closed ? null : cache.get(name);
        if (known == null) {
            return join(name, target.port(), answers);
        }
        var guarded = new GuardedAnswers(answers);
        guarded.found(known.candidates(target.port()));
        guarded.done();
        return Lookup.ended();
    }

    private Lookup join(String name, int port, Answers answers) {
        while (true) {
            var fresh = new SharedLookup(name, this);
            SharedLookup earlier = underWay.putIfAbsent(name, fresh);
            SharedLookup shared = earlier == null ? fresh : earlier;
            Lookup joined = shared.join(port, answers);
            if (earlier == null) {
                start(fresh);
            }
            if (joined != null) {
                return joined;
            }
            underWay.remove(name, shared);
        }
    }

    private void start(SharedLookup lookup) {
        try {
            threads.execute(lookup);
        } catch (RuntimeException | Error e) {
            fail(lookup, failure(lookup.name(), e));
        }
    }

    /** Asks the platform and blocks; on one of our threads. */
    void ask(SharedLookup lookup) {
        HostAddresses addresses;
        try {
            addresses = addressesOf(lookup.name());
        } catch (Throwable e) {
            fail(lookup, failure(lookup.name(), e));
            return;
        }
        underWay.remove(lookup.name(), lookup);
        lookup.found(addresses);
    }

    private HostAddresses addressesOf(String name) throws IOException {
        // An earlier lookup may have ended between the look into the cache and the start of this one.
        HostAddresses known = cache.get(name);
        if (known != null) {
            return known;
        }
        InetAddress[] found = platform.addressesOf(name);
        if (found.length == 0) {
            throw new UnknownHostException(name + ": no addresses");
        }
        var addresses = new HostAddresses(found);
        cache.put(name, addresses);
        return addresses;
    }

    private void fail(SharedLookup lookup, IOException cause) {
        underWay.remove(lookup.name(), lookup);
        lookup.failed(cause);
    }

    private IOException failure(String name, Throwable cause) {
        if (closed) {
            return closedFailure(name);
        }
        return cause instanceof IOException known
                ? known
                : new IOException("cannot look up " + name + ": " + cause, cause);
    }

    private static IOException closedFailure(String name) {
        return new IOException("cannot look up " + name + ": the resolver is closed");
    }

    /** Forgets a lookup that nobody waits for, if its turn has not come; returns whether it will never run. */
    boolean withdraw(SharedLookup lookup) {
        boolean withdrawn = threads.withdraw(lookup);
        if (withdrawn) {
            underWay.remove(lookup.name(), lookup);
        }
        return withdrawn;
    }

    /**
     * Ends every lookup with a failure, and every later one at once. Threads end now or, if they are inside the platform's
     * resolver, when it lets them go; this method does not wait for them. Closing twice does nothing.
     */
    @Override
    public void close() {
        closed = true;
        threads.close();
        underWay.values().forEach(lookup -> fail(lookup, closedFailure(lookup.name())));
    }
}
