package io.happyconnect.order;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6724 §6, destination address selection: "the list of destination addresses is sorted such that the 'best' goes first",
 * by what is known about the source address each would be reached from. RFC 8305 §4 asks for it before interleaving.
 *
 * <p>Stable (rule 10). Candidates that are no addresses keep their places. Where an alias stands for several targets, each
 * target's addresses are sorted within the places they have. Where rules 1 to 8 see no difference between
 * addresses of both families, rule 9 sorts each family within the places it has: the families do not change places.
 *
 * <p>What is known comes from a {@link SourceAddresses}; that of this machine is in {@code io.happyconnect.selection}. Pure if
 * that is.
 */
public final class Rfc6724Order implements AddressOrder {

    private final SourceAddresses sources;
    private final PolicyTable policy;

    /**
     * An order by a view of source addresses. Rule 9 holds for IPv6 alone.
     *
     * @param sources asked for each address at each sort
     * @param policy precedences and labels
     */
    public Rfc6724Order(SourceAddresses sources, PolicyTable policy) {
        this.sources = Objects.requireNonNull(sources, "sources");
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    @Override
    public List<Candidate> sort(List<Candidate> candidates) {
        return sort(
                candidates,
                destination ->
                        DestinationRank.of(destination.address(), sources.sourceFor(destination), policy, false));
    }

    /**
     * Sorts by ranks.
     *
     * @param candidates what to sort; not modified
     * @param ranks the rank of each address
     * @return the same candidates, most preferred first; the very list that was given if that is its order
     */
    public static List<Candidate> sort(List<Candidate> candidates, Function<AddressCandidate, DestinationRank> ranks) {
        if (candidates.size() < 2) {
            return candidates;
        }
        return isOneTarget(candidates) ? sortOneTarget(candidates, ranks) : sortEachTarget(candidates, ranks);
    }

    private static boolean isOneTarget(List<Candidate> candidates) {
        List<String> first = aliases(candidates.get(0));
        for (int i = 1; i < candidates.size(); i++) {
            if (!aliases(candidates.get(i)).equals(first)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> aliases(Candidate candidate) {
        return candidate instanceof AddressCandidate address ? address.aliases() : List.of();
    }

    // Whoever made an alias said which of its targets goes first, and that is none of RFC 6724's business.
    private static List<Candidate> sortEachTarget(
            List<Candidate> candidates, Function<AddressCandidate, DestinationRank> ranks) {
        Map<List<String>, List<Candidate>> byTarget = new HashMap<>();
        for (Candidate each : candidates) {
            byTarget.computeIfAbsent(aliases(each), unused -> new ArrayList<>()).add(each);
        }
        Map<List<String>, Iterator<Candidate>> sorted = new HashMap<>();
        byTarget.forEach(
                (target, its) -> sorted.put(target, sortOneTarget(its, ranks).iterator()));
        return candidates.stream()
                .map(each -> Objects.requireNonNull(sorted.get(aliases(each))).next())
                .toList();
    }

    private static List<Candidate> sortOneTarget(
            List<Candidate> candidates, Function<AddressCandidate, DestinationRank> ranks) {
        @Nullable DestinationRank[] rankOf = new DestinationRank[candidates.size()];
        for (int i = 0; i < rankOf.length; i++) {
            if (candidates.get(i) instanceof AddressCandidate destination) {
                rankOf[i] = ranks.apply(destination);
            }
        }
        if (isSorted(rankOf)) {
            return candidates;
        }
        // Most names have an address of each family, and some the less preferred one first.
        return rankOf.length == 2 ? List.of(candidates.get(1), candidates.get(0)) : sorted(candidates, rankOf);
    }

    private static boolean isSorted(@Nullable DestinationRank[] ranks) {
        DestinationRank last = null;
        DestinationRank lastIpv4 = null;
        DestinationRank lastIpv6 = null;
        for (DestinationRank rank : ranks) {
            if (rank == null) {
                continue;
            }
            DestinationRank lastOfFamily = rank.isIpv4() ? lastIpv4 : lastIpv6;
            if ((last != null && last.compareByRules1To8(rank) > 0)
                    || (lastOfFamily != null && lastOfFamily.comparedTo(rank) > 0)) {
                return false;
            }
            last = rank;
            if (rank.isIpv4()) {
                lastIpv4 = rank;
            } else {
                lastIpv6 = rank;
            }
        }
        return true;
    }

    private static List<Candidate> sorted(List<Candidate> candidates, @Nullable DestinationRank[] rankOf) {
        List<Ranked> ranked = new ArrayList<>(rankOf.length);
        for (int i = 0; i < rankOf.length; i++) {
            DestinationRank rank = rankOf[i];
            if (rank != null) {
                ranked.add(new Ranked(candidates.get(i), rank));
            }
        }
        ranked.sort((a, b) -> a.rank.compareByRules1To8(b.rank));
        for (int from = 0; from < ranked.size(); ) {
            int to = from + 1;
            while (to < ranked.size() && ranked.get(from).rank.compareByRules1To8(ranked.get(to).rank) == 0) {
                to++;
            }
            sortByRule9(ranked.subList(from, to), true);
            sortByRule9(ranked.subList(from, to), false);
            from = to;
        }
        List<Candidate> sorted = new ArrayList<>(candidates);
        int next = 0;
        for (int i = 0; i < rankOf.length; i++) {
            if (rankOf[i] != null) {
                sorted.set(i, ranked.get(next++).candidate);
            }
        }
        return sorted;
    }

    /** Sorts one family of equals within the places it has. */
    private static void sortByRule9(List<Ranked> equals, boolean isIpv4) {
        List<Ranked> family = new ArrayList<>(equals.size());
        for (Ranked each : equals) {
            if (each.rank.isIpv4() == isIpv4) {
                family.add(each);
            }
        }
        family.sort((a, b) -> a.rank.compareByRule9(b.rank));
        int next = 0;
        for (int i = 0; i < equals.size(); i++) {
            if (equals.get(i).rank.isIpv4() == isIpv4) {
                equals.set(i, family.get(next++));
            }
        }
    }

    private record Ranked(Candidate candidate, DestinationRank rank) {}
}
