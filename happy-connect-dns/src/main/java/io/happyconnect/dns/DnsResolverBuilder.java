package io.happyconnect.dns;

import io.happyconnect.dns.files.HostsFile;
import io.happyconnect.dns.files.ResolvConf;
import io.happyconnect.dns.files.Surroundings;
import io.happyconnect.dns.files.WatchedFile;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.dns.query.CacheLimits;
import io.happyconnect.dns.query.Names;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.SystemConnectivity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DnsResolver} can be told. Everything has a default; what is set is checked at once.
 *
 * <p>Not safe for several threads.
 */
public final class DnsResolverBuilder {

    private static final Duration MAX_TTL = Duration.ofDays(7);

    private Path resolvConf = Path.of("/etc/resolv.conf");
    private Path hostsFile = SystemFiles.hosts();
    private @Nullable List<InetSocketAddress> servers;
    private @Nullable Boolean ipv6ServersFirst;
    private @Nullable Duration timeout;
    private @Nullable Integer attempts;
    private @Nullable List<String> search;
    private Connectivity connectivity = new SystemConnectivity();
    private int cacheSize = 1_000;
    private Duration maxTtl = Duration.ofHours(1);
    private Duration maxNegativeTtl = Duration.ofMinutes(1);
    private Duration staleTtl = Duration.ZERO;
    private final List<DnsListener> listeners = new ArrayList<>();

    DnsResolverBuilder() {}

    /**
     * The file that says whom to ask.
     *
     * @param path read when it is needed, and again when it has changed; default {@code /etc/resolv.conf}
     * @return this builder
     */
    public DnsResolverBuilder resolvConf(Path path) {
        resolvConf = Objects.requireNonNull(path, "path");
        return this;
    }

    /**
     * The file that knows names before any server does.
     *
     * @param path read when it is needed, and again when it has changed; default {@code /etc/hosts}
     * @return this builder
     */
    public DnsResolverBuilder hostsFile(Path path) {
        hostsFile = Objects.requireNonNull(path, "path");
        return this;
    }

    /**
     * Whom to ask, whatever the file says.
     *
     * @param addresses servers, each with an address that is known and a port
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one is only a name
     */
    public DnsResolverBuilder servers(List<InetSocketAddress> addresses) {
        List<InetSocketAddress> copy = List.copyOf(addresses);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("servers is empty: give at least one");
        }
        for (InetSocketAddress address : copy) {
            if (address.isUnresolved() || address.getPort() == 0) {
                throw new IllegalArgumentException("servers has " + address + ": allowed are addresses with a port");
            }
        }
        servers = copy;
        return this;
    }

    /**
     * Whether servers with an IPv6 address are asked before the others (RFC 8305 §3.1).
     *
     * @param first default: only servers that {@link #servers} names; those of the file keep its order, because where a VPN
     *     puts its server first, that one alone knows the names behind it
     * @return this builder
     */
    public DnsResolverBuilder ipv6ServersFirst(boolean first) {
        ipv6ServersFirst = first;
        return this;
    }

    /**
     * How long a server has before the next one is asked, whatever the file says (resolv.conf: {@code timeout}, 5 s unless
     * set).
     *
     * @param duration 1 ms to 1 min
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DnsResolverBuilder timeout(Duration duration) {
        timeout = within("timeout", duration, Duration.ofMillis(1), Duration.ofMinutes(1));
        return this;
    }

    /**
     * How often the list of servers is gone through, whatever the file says (resolv.conf: {@code attempts}, 2 unless set).
     *
     * @param count 1 to 10
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DnsResolverBuilder attempts(int count) {
        if (count < 1 || count > 10) {
            throw new IllegalArgumentException("attempts must be 1 to 10, but is " + count);
        }
        attempts = count;
        return this;
    }

    /**
     * The domains that a relative name is tried with, whatever the file says.
     *
     * @param domains names without a leading dot; none for no search
     * @return this builder
     */
    public DnsResolverBuilder search(List<String> domains) {
        search = List.copyOf(domains);
        return this;
    }

    /**
     * Which families have a route; the others are asked for last.
     *
     * @param view default: what the kernel says
     * @return this builder
     */
    public DnsResolverBuilder connectivity(Connectivity view) {
        connectivity = Objects.requireNonNull(view, "view");
        return this;
    }

    /**
     * How many answers to keep, each the addresses of one family of one name.
     *
     * @param entries 0 to 1,000,000; default 1,000; 0 keeps none
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DnsResolverBuilder cacheSize(int entries) {
        if (entries < 0 || entries > 1_000_000) {
            throw new IllegalArgumentException("cacheSize must be 0 to 1000000, but is " + entries);
        }
        cacheSize = entries;
        return this;
    }

    /**
     * How long to keep a positive answer at most, however long its TTL is.
     *
     * @param duration 0 to 7 days; default 1 h
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DnsResolverBuilder maxTtl(Duration duration) {
        maxTtl = within("maxTtl", duration, Duration.ZERO, MAX_TTL);
        return this;
    }

    /**
     * How long to keep a negative answer at most, however long its SOA says.
     *
     * @param duration 0 to 7 days; default 1 min
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DnsResolverBuilder maxNegativeTtl(Duration duration) {
        maxNegativeTtl = within("maxNegativeTtl", duration, Duration.ZERO, MAX_TTL);
        return this;
    }

    /**
     * How long after its end a positive answer is still used, while it is asked for anew (RFC 8767: "serve stale").
     *
     * @param duration 0 to 7 days; default 0, never
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public DnsResolverBuilder staleTtl(Duration duration) {
        staleTtl = within("staleTtl", duration, Duration.ZERO, MAX_TTL);
        return this;
    }

    /**
     * Hears of lookups and of the cache, with those that were given before.
     *
     * @param hearing default: nobody
     * @return this builder
     */
    public DnsResolverBuilder listener(DnsListener hearing) {
        listeners.add(Objects.requireNonNull(hearing, "hearing"));
        return this;
    }

    private static Duration within(String name, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", but is " + value);
        }
        return value;
    }

    /** {@return a new resolver} */
    public DnsResolver build() {
        var hosts = new WatchedFile<>(hostsFile, HostsFile::parse);
        CacheLimits limits = CacheLimits.of(cacheSize, maxTtl, maxNegativeTtl, staleTtl);
        return new DnsResolver(
                new Names(configuration(), isIpv6First(), connectivity, limits, listeners), hosts::current);
    }

    private boolean isIpv6First() {
        return ipv6ServersFirst == null ? servers != null : ipv6ServersFirst;
    }

    private LongFunction<ResolvConf> configuration() {
        Surroundings surroundings = Surroundings.ofThisProcess();
        var overrides = new Overrides(servers, timeout, attempts, search);
        var file = new WatchedFile<>(resolvConf, text -> overrides.over(ResolvConf.parse(text, surroundings)));
        return file::current;
    }
}
