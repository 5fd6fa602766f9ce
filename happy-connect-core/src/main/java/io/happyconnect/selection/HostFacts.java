package io.happyconnect.selection;

import io.happyconnect.probe.RouteProbe;
import java.util.function.Supplier;

/**
 * Where the facts come from.
 *
 * @param policy precedences and labels
 * @param probe source addresses
 * @param ipv6 what is known about this host's IPv6 addresses
 * @param ipv4 the same for IPv4; asked only for rule 9
 * @param ipv4LongestPrefix whether rule 9 holds for IPv4, too
 */
record HostFacts(
        HostPolicy policy,
        RouteProbe probe,
        Supplier<LocalAddresses> ipv6,
        Supplier<LocalAddresses> ipv4,
        boolean ipv4LongestPrefix) {

    static HostFacts system(HostPolicy policy) {
        return new HostFacts(policy, RouteProbe::udp, LocalAddresses::ipv6, LocalAddresses::ipv4, false);
    }

    HostFacts withIpv4LongestPrefix() {
        return new HostFacts(policy, probe, ipv6, ipv4, true);
    }
}
