package io.happyconnect.selection;

import io.happyconnect.order.PolicyTable;
import io.happyconnect.order.Prefix;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The table of the RFC 6724 update, with the /48 of each unique local address that this host has (draft §5: "known-local"
 * prefixes come from router advertisements, which we cannot see, and from addresses "assigned to an interface").
 */
final class KnownLocalPolicy implements HostPolicy {

    /** fc00::/8 is not for local assignment (RFC 4193 §3.2). */
    private static final Prefix LOCALLY_ASSIGNED = Prefix.parse("fd00::/8");

    private static final int SITE_LENGTH = 48;

    private volatile @Nullable Sites latest;

    @Override
    public PolicyTable now(Supplier<LocalAddresses> ipv6) {
        Set<Prefix> sites = new HashSet<>();
        for (LocalAddress each : ipv6.get().all()) {
            if (LOCALLY_ASSIGNED.contains(each.address())) {
                sites.add(Prefix.of(each.address(), SITE_LENGTH));
            }
        }
        Sites known = latest;
        if (known == null || !known.sites.equals(sites)) {
            PolicyTable.Builder policy = PolicyTable.rfc6724Update().toBuilder();
            sites.forEach(policy::knownLocal);
            known = new Sites(sites, policy.build());
            latest = known;
        }
        return known.policy;
    }

    private record Sites(Set<Prefix> sites, PolicyTable policy) {}
}
