package io.happyconnect.dns.query;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.files.ResolvConf;
import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Lookup;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks DNS for names, with a cache. What the cache has is said on the caller's thread, everything else on the one thread
 * that asks. Safe for any thread.
 */
public final class Names implements AutoCloseable {

    private final LongFunction<ResolvConf> configuration;
    private final Connectivity connectivity;
    private final boolean ipv6First;
    private final DnsListener listener;
    private final SharedCache cache;
    private final Loop loop = new Loop();
    private final Flights flights;
    private volatile @Nullable Setup latest;

    /**
     * Asks nothing yet.
     *
     * @param configuration whom to ask and how, at a time; the same object as long as nothing has changed
     * @param ipv6First whether servers with an IPv6 address are asked before the others
     * @param connectivity which families have a route
     * @param limits what the cache may keep
     * @param listeners hear everything
     */
    public Names(
            LongFunction<ResolvConf> configuration,
            boolean ipv6First,
            Connectivity connectivity,
            CacheLimits limits,
            List<DnsListener> listeners) {
        this.configuration = configuration;
        this.connectivity = connectivity;
        this.ipv6First = ipv6First;
        this.listener = new GuardedListener(listeners);
        this.cache = new SharedCache(limits, this.listener);
        this.flights = new Flights(loop, cache, this.listener);
        loop.onBreakdown(() -> flights.endAll("DNS servers cannot be asked any more, see the log"));
    }

    /**
     * Looks a name up.
     *
     * @param host in lower case, without trailing dot
     * @param absolute whether it was written with one
     * @param hearing told what is found
     * @return a handle to cancel it with
     */
    public Lookup look(String host, boolean absolute, Hearing hearing) {
        Setup setup = setup();
        NameSearch search = search(SearchNames.of(host, absolute, setup.conf), setup.conf);
        var lookup = new NameLookup(this, search, setup.servers, hearing);
        List<Question> unknown = lookup.tryCache();
        if (lookup.isOver()) {
            return Lookup.ended();
        }
        String obstacle = execute(() -> lookup.begin(unknown));
        if (obstacle.isEmpty()) {
            return lookup;
        }
        hearing.unable(obstacle);
        return Lookup.ended();
    }

    private NameSearch search(List<String> names, ResolvConf conf) {
        List<AddressFamily> families = new ArrayList<>(2);
        List<AddressFamily> spare = new ArrayList<>(1);
        for (AddressFamily family : List.of(AddressFamily.IPV6, AddressFamily.IPV4)) {
            if (!conf.noAaaa() || family == AddressFamily.IPV4) {
                (connectivity.hasRoute(family) ? families : spare).add(family);
            }
        }
        // Without a way out, what can be reached may still have a name.
        return families.isEmpty()
                ? new NameSearch(names, spare, List.of(), conf.singleRequest())
                : new NameSearch(names, families, spare, conf.singleRequest());
    }

    private Setup setup() {
        Setup setup = latest;
        if (setup != null && !setup.conf.reload()) {
            return setup;
        }
        ResolvConf conf = configuration.apply(Loop.now());
        return setup != null && setup.conf.equals(conf) ? setup : change(conf);
    }

    private synchronized Setup change(ResolvConf conf) {
        Setup setup = latest;
        if (setup == null || !setup.conf.equals(conf)) {
            // Another network may have other answers.
            long epoch = cache.renew();
            setup = new Setup(
                    conf,
                    ServerList.of(
                            conf.servers(),
                            conf.timeout(),
                            conf.attempts(),
                            conf.rotate(),
                            conf.useTcp(),
                            ipv6First,
                            epoch));
            latest = setup;
        }
        return setup;
    }

    /** What the cache has for a question; asks anew for what has expired. */
    @Nullable
    Result cached(Question question, ServerList servers) {
        AnswerCache.Hit hit = cache.look(question);
        if (hit == null) {
            return null;
        }
        listener.cacheUsed(hit.stale() ? CacheUse.STALE : CacheUse.HIT);
        if (hit.stale()) {
            execute(() -> flights.refresh(question, servers));
        }
        return hit.result();
    }

    Flights flights() {
        return flights;
    }

    /** Returns what stands in the way, to be read by a user; empty if nothing does. */
    private String execute(Runnable task) {
        try {
            return loop.execute(task) ? "" : "the resolver is closed";
        } catch (UncheckedIOException | OutOfMemoryError noDescriptorsOrThreads) {
            return "DNS servers cannot be asked: " + noDescriptorsOrThreads.getMessage();
        }
    }

    void executeIfRunning(Runnable task) {
        loop.executeIfRunning(task);
    }

    /** {@return how many answers the cache holds} */
    public int cacheSize() {
        return cache.size();
    }

    /** Forgets all answers. */
    public void clearCache() {
        cache.clear();
    }

    /** Ends every lookup with a failure, and every later one at once. Does not wait. */
    @Override
    public void close() {
        loop.close(flights::close);
    }

    /** What follows from one state of the files. */
    private record Setup(ResolvConf conf, ServerList servers) {}
}
