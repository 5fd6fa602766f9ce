package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes a resolver of a lookup that blocks: it waits on a thread of this resolver, so that the deadline, a close and an
 * interrupt reach the caller of {@code connect} meanwhile. Made by {@link Resolver#blocking}.
 *
 * <p>Up to 64 lookups run at once, further ones wait their turn. Who asks for a name that is being looked up shares that
 * lookup. Nothing is kept after it: a lookup that is dear has a cache of its own, or should.
 *
 * <p>A lookup is not interrupted when nobody waits for it any more, only by {@link #close()}. What it throws is a failed
 * lookup, and so is an answer without addresses.
 *
 * <p>Safe for any thread. Not closing leaks nothing: threads are daemons and end after five idle seconds.
 */
public final class BlockingResolver implements Resolver, AutoCloseable {

    private final HostLookup hostLookup;
    private final LookupThreads threads;
    private final AddressCache cache;
    private final ConcurrentMap<String, SharedLookup> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    BlockingResolver(HostLookup hostLookup, LookupThreads threads, AddressCache cache) {
        this.hostLookup = Objects.requireNonNull(hostLookup, "hostLookup");
        this.threads = threads;
        this.cache = cache;
    }

    /**
     * Looks a name up. {@code answers} is told everything {@link Answers#found found} in one list, or one
     * {@link Answers#failed(IOException) failure}, and then {@link Answers#done()}, on another thread; here and now if this
     * resolver is closed. What {@code answers} throws is logged and goes nowhere.
     */
    @Override
    public Lookup resolve(Target target, Answers answers) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(answers, "answers");
        List<AddressCandidate> known = known(target);
        if (known.isEmpty()) {
            return join(name(target), target.port(), answers);
        }
        var guarded = new GuardedAnswers(answers);
        guarded.found(known);
        guarded.done();
        return Lookup.ended();
    }

    /** {@return what the cache holds, if there is one} */
    @Override
    public List<AddressCandidate> known(Target target) {
        HostAddresses known = closed ? null : cache.get(name(target));
        return known == null ? List.of() : known.candidates(target.port());
    }

    private static String name(Target target) {
        return target.isAbsolute() ? target.host() + "." : target.host();
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

    /** Asks and blocks; on one of our threads. */
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
        List<InetAddress> found = List.copyOf(hostLookup.addressesOf(name));
        if (found.isEmpty()) {
            throw new UnknownHostException(name + ": no addresses");
        }
        var addresses = new HostAddresses(found.toArray(InetAddress[]::new));
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
                : new IOException(name + ": cannot be looked up: " + cause, cause);
    }

    private static IOException closedFailure(String name) {
        return new IOException(name + ": the resolver is closed");
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
     * Ends every lookup with a failure, and every later one at once. Threads are interrupted and end
     * now, or when the lookup they are in lets them go; this method does not wait for them. Closing twice does nothing.
     */
    @Override
    public void close() {
        closed = true;
        threads.close();
        underWay.values().forEach(lookup -> fail(lookup, closedFailure(lookup.name())));
    }
}
