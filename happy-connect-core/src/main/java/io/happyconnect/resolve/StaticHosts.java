package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table of names and their addresses, like a hosts file, given in code or configuration. Immutable, safe for any
 * thread, and never looks anything up.
 *
 * <p>A known name is answered with all its addresses in the given order, an unknown one with {@link Answers#done()} alone;
 * both before {@link #resolve} returns. Names are compared as a {@link Target} has them: upper and lower case are the same, a
 * trailing dot does not count, and an internationalized name is its punycode. Usually the first link of a
 * {@linkplain Resolver#chain chain}.
 */
public final class StaticHosts implements Resolver {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    private final Map<String, HostAddresses> hosts;

    private StaticHosts(Map<String, HostAddresses> hosts) {
        this.hosts = Map.copyOf(hosts);
    }

    /**
     * A table of addresses.
     *
     * @param hosts host names and the addresses of each, in order of preference
     * @return the table
     * @throws IllegalArgumentException if a name cannot be, is an address, has no addresses or stands there twice; the
     *     message names the host
     */
    public static StaticHosts of(Map<String, ? extends List<? extends InetAddress>> hosts) {
        Objects.requireNonNull(hosts, "hosts");
        var known = new HashMap<String, HostAddresses>();
        hosts.forEach((host, addresses) -> add(host, List.copyOf(addresses), known));
        return new StaticHosts(known);
    }

    /**
     * A table of addresses as people write them.
     *
     * @param hosts host names and the IP literals of each, like {@code 192.0.2.1} or {@code 2001:db8::1}, in order of
     *     preference
     * @return the table
     * @throws IllegalArgumentException if a name cannot be, is an address, has no addresses or stands there twice, or if
     *     something is no IP literal; the message names the host and the value
     */
    public static StaticHosts ofLiterals(Map<String, ? extends List<String>> hosts) {
        Objects.requireNonNull(hosts, "hosts");
        var addresses = new HashMap<String, List<InetAddress>>();
        hosts.forEach((host, literals) -> addresses.put(host, addressesOf(host, literals)));
        return of(addresses);
    }

    private static void add(String host, List<? extends InetAddress> addresses, Map<String, HostAddresses> known) {
        String name = nameOf(host);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("host '" + name + "' has no addresses: give at least one");
        }
        var named = addresses.stream().map(address -> named(name, address)).toArray(InetAddress[]::new);
        if (known.putIfAbsent(name, new HostAddresses(named)) != null) {
            throw new IllegalArgumentException("host '" + name + "' is there twice: put all its addresses in one list");
        }
    }

    private static String nameOf(String host) {
        Target target = Target.of(host, ANY_PORT);
        if (target.isLiteral()) {
            throw new IllegalArgumentException(
                    "host '" + target.host() + "' is an address: allowed are names, which stand for addresses");
        }
        return target.host();
    }

    private static List<InetAddress> addressesOf(String host, List<String> literals) {
        String name = nameOf(host);
        var addresses = new ArrayList<InetAddress>();
        for (String literal : literals) {
            addresses.add(addressOf(name, literal));
        }
        return addresses;
    }

    private static InetAddress addressOf(String name, String literal) {
        try {
            Target target = Target.of(literal, ANY_PORT);
            return target.literal()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + target.host() + "' is a name: allowed are addresses like 192.0.2.1 or 2001:db8::1"));
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new IllegalArgumentException("addresses of host '" + name + "': " + e.getMessage(), e);
        }
    }

    /** As the JDK's own lookups do: whoever asks the connected socket for its host name starts no reverse lookup. */
    private static InetAddress named(String name, InetAddress address) {
        try {
            return address instanceof Inet6Address inet6 && inet6.getScopeId() != 0
                    ? Inet6Address.getByAddress(name, inet6.getAddress(), inet6.getScopeId())
                    : InetAddress.getByAddress(name, address.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Lookup resolve(Target target, Answers answers) {
        List<AddressCandidate> known = known(target);
        if (!known.isEmpty()) {
            answers.found(known);
        }
        answers.done();
        return Lookup.ended();
    }

    /** {@return the addresses that the table has} */
    @Override
    public List<AddressCandidate> known(Target target) {
        HostAddresses known = hosts.get(target.host());
        return known == null ? List.of() : known.candidates(target.port());
    }
}
