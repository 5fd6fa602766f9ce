package io.happyconnect.selection;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.order.DestinationRank;
import io.happyconnect.order.PolicyTable;
import io.happyconnect.order.SourceAddress;
import io.happyconnect.order.SourceAddress.Trait;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this host knew in one second: its policy, its addresses, and the ranks of the destinations somebody asked for. Nothing
 * in it is ever renewed; a new second has a new view, which may know the destinations of the one before. Safe for any thread.
 */
final class HostView implements Function<AddressCandidate, DestinationRank> {

    /** Some 400 KB. More destinations than that are ranked, but not remembered. */
    static final int MAX_DESTINATIONS = 4_096;

    /** How many of them a new view ranks before anybody asks. */
    static final int MAX_RANKED_AHEAD = 64;

    /** And for how long. */
    private static final long RANKING_AHEAD_NANOS = 1_000_000;

    /** After how many views a destination nobody asks for is forgotten: a minute or more. */
    private static final int FORGOTTEN_AFTER = 100;

    /** RFC 4291 §2.5.1: interface identifiers have 64 bits, whatever the link says; DHCPv6 gives addresses a /128. */
    private static final int LONGEST_IPV6_PREFIX = 64;

    private final HostFacts facts;
    private final long since;
    private final PolicyTable policy;
    private final ConcurrentMap<AddressCandidate, Ranked> ranks = new ConcurrentHashMap<>();
    private volatile @Nullable LocalAddresses ipv6;
    private volatile @Nullable LocalAddresses ipv4;
    private final Object basis = new Object(); // not this, for whoever keeps it does not need all the ranks

    HostView(HostFacts facts, long since) {
        this.facts = facts;
        this.since = since;
        this.policy = facts.policy().now(this::ipv6);
    }

    Object basis() {
        return basis;
    }

    boolean isOlderThan(long nanos, long now) {
        return now - since >= nanos;
    }

    @Override
    public DestinationRank apply(AddressCandidate destination) {
        Ranked known = ranks.get(destination);
        if (known == null) {
            return rank(destination, 0);
        }
        known.asked();
        return known.rank;
    }

    /**
     * A view of this moment, in which what is asked of this one is ranked already.
     *
     * @param nanoTime the clock
     */
    HostView renewed(LongSupplier nanoTime) {
        long now = nanoTime.getAsLong();
        HostView next = new HostView(facts, now);
        for (Map.Entry<AddressCandidate, Ranked> each : latestAsked()) {
            next.rank(each.getKey(), each.getValue().unasked + 1);
            if (nanoTime.getAsLong() - now >= RANKING_AHEAD_NANOS) {
                break;
            }
        }
        return next;
    }

    private List<Map.Entry<AddressCandidate, Ranked>> latestAsked() {
        List<Map.Entry<AddressCandidate, Ranked>> latest = new ArrayList<>();
        for (int views = 0; views < FORGOTTEN_AFTER && latest.size() < MAX_RANKED_AHEAD; views++) {
            for (Map.Entry<AddressCandidate, Ranked> each : ranks.entrySet()) {
                if (each.getValue().unasked == views && latest.size() < MAX_RANKED_AHEAD) {
                    latest.add(each);
                }
            }
        }
        return latest;
    }

    private DestinationRank rank(AddressCandidate destination, int unasked) {
        SourceAddress source = null;
        boolean isKnown = true;
        try {
            source = source(facts.probe().sourceFor(destination.address(), destination.port()));
        } catch (IOException | RuntimeException noRoute) {
            // The channel of an interrupted thread fails too, and says nothing about the route.
            isKnown = !Thread.currentThread().isInterrupted();
        }
        DestinationRank rank = DestinationRank.of(destination.address(), source, policy, facts.ipv4LongestPrefix());
        if (isKnown && ranks.size() < MAX_DESTINATIONS) {
            ranks.put(destination, new Ranked(rank, unasked));
        }
        return rank;
    }

    private @Nullable SourceAddress source(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return null;
        }
        return address instanceof Inet4Address ? ipv4Source(address) : ipv6Source(address);
    }

    private SourceAddress ipv4Source(InetAddress address) {
        LocalAddress local = facts.ipv4LongestPrefix() ? ipv4().find(address) : null;
        return new SourceAddress(address, local == null ? 0 : Math.min(local.prefixLength(), 32), Set.of());
    }

    private SourceAddress ipv6Source(InetAddress address) {
        LocalAddress local = ipv6().find(address);
        if (local == null) {
            return new SourceAddress(address, LONGEST_IPV6_PREFIX, Set.of());
        }
        Set<Trait> traits = local.traits();
        if (TunnelDevices.SYSTEM.contain(local.interfaceName(), local.interfaceIndex())) {
            traits = EnumSet.of(Trait.TUNNEL);
            traits.addAll(local.traits());
        }
        return new SourceAddress(address, Math.min(local.prefixLength(), LONGEST_IPV6_PREFIX), traits);
    }

    /** A rank, and for how many views nobody has asked for it; who counts may be wrong by one. */
    private static final class Ranked {
        private final DestinationRank rank;
        private volatile int unasked;

        private Ranked(DestinationRank rank, int unasked) {
            this.rank = rank;
            this.unasked = unasked;
        }

        private void asked() {
            if (unasked != 0) {
                unasked = 0;
            }
        }
    }

    // Two threads may read the same at once; either will do.
    private LocalAddresses ipv6() {
        LocalAddresses known = ipv6;
        if (known == null) {
            known = facts.ipv6().get();
            ipv6 = known;
        }
        return known;
    }

    private LocalAddresses ipv4() {
        LocalAddresses known = ipv4;
        if (known == null) {
            known = facts.ipv4().get();
            ipv4 = known;
        }
        return known;
    }
}
