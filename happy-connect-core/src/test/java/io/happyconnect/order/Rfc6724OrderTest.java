package io.happyconnect.order;

import static io.happyconnect.order.Addresses.candidate;
import static io.happyconnect.order.Addresses.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.Addresses.Tunnel;
import io.happyconnect.order.SourceAddress.Trait;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random hosts and random lists, seeded; and what is not an address. */
class Rfc6724OrderTest {

    private static final int LISTS = 5_000;

    /** A host of which everything is random: one source, or none, for each destination. */
    private static final class RandomHost {

        final Random random;
        final Map<AddressCandidate, DestinationRank> ranks = new HashMap<>();
        final PolicyTable policy;
        private final boolean ipv4LongestPrefix;

        RandomHost(Random random) {
            this.random = random;
            this.policy = switch (random.nextInt(4)) {
                case 0 -> PolicyTable.rfc6724Update();
                case 1 -> PolicyTable.builder().build();
                case 2 ->
                    PolicyTable.builder()
                            .row("2001:db8::/32", 7, 7)
                            .row("0.0.0.0/0", 40, 1)
                            .build();
                default -> PolicyTable.rfc6724();
            };
            this.ipv4LongestPrefix = random.nextBoolean();
        }

        AddressCandidate destination() {
            AddressCandidate destination = new AddressCandidate(Addresses.random(random), 1 + random.nextInt(3));
            SourceAddress source = random.nextInt(6) == 0 ? null : source(destination.address());
            ranks.putIfAbsent(
                    destination, DestinationRank.of(destination.address(), source, policy, ipv4LongestPrefix));
            return destination;
        }

        private SourceAddress source(InetAddress destination) {
            InetAddress source = Addresses.random(random);
            while (AddressBits.of(source).isIpv4()
                    != AddressBits.of(destination).isIpv4()) {
                source = Addresses.random(random);
            }
            Set<Trait> traits = EnumSet.noneOf(Trait.class);
            for (Trait trait : Trait.values()) {
                if (random.nextInt(5) == 0) {
                    traits.add(trait);
                }
            }
            return new SourceAddress(source, random.nextInt(8 * source.getAddress().length + 1), traits);
        }

        DestinationRank rank(Candidate candidate) {
            return ranks.get(candidate);
        }

        List<Candidate> sort(List<Candidate> candidates) {
            List<Candidate> before = List.copyOf(candidates);
            List<Candidate> sorted = Rfc6724Order.sort(candidates, this::rank);
            assertThat(candidates).as("the argument").isEqualTo(before);
            return sorted;
        }

        private DestinationRank rank(AddressCandidate candidate) {
            return ranks.get(candidate);
        }
    }

    private static List<Candidate> distinct(RandomHost host, int most) {
        Set<Candidate> list = new java.util.LinkedHashSet<>();
        for (int size = host.random.nextInt(most + 1); size > 0; size--) {
            list.add(host.destination());
        }
        return new ArrayList<>(list);
    }

    @Test
    void ofTwoTheOneThatTheRulesPreferGoesFirst() {
        Random random = new Random(1);
        for (int i = 0; i < LISTS; i++) {
            RandomHost host = new RandomHost(random);
            List<Candidate> sorted = host.sort(distinct(host, 10));
            for (int a = 0; a < sorted.size(); a++) {
                for (int b = a + 1; b < sorted.size(); b++) {
                    DestinationRank first = host.rank(sorted.get(a));
                    DestinationRank second = host.rank(sorted.get(b));
                    assertThat(first.comparedTo(second))
                            .as("%s before %s", first, second)
                            .isNotPositive();
                }
            }
        }
    }

    /** Within a family; across families rule 9 says nothing, and "nothing" is not transitive. */
    @Test
    void theRulesAreATotalPreorderOfEachFamily() {
        Random random = new Random(2);
        for (int i = 0; i < LISTS; i++) {
            RandomHost host = new RandomHost(random);
            List<DestinationRank> ranks =
                    distinct(host, 12).stream().map(host::rank).toList();
            for (boolean isIpv4 : new boolean[] {true, false}) {
                isTotalPreorder(
                        ranks.stream().filter(rank -> rank.isIpv4() == isIpv4).toList());
            }
        }
    }

    private static void isTotalPreorder(List<DestinationRank> ranks) {
        for (DestinationRank a : ranks) {
            assertThat(a.comparedTo(a)).isZero();
            for (DestinationRank b : ranks) {
                assertThat(Integer.signum(a.comparedTo(b))).isEqualTo(-Integer.signum(b.comparedTo(a)));
                for (DestinationRank c : ranks) {
                    if (a.comparedTo(b) <= 0 && b.comparedTo(c) <= 0) {
                        assertThat(a.comparedTo(c)).as("%s, %s, %s", a, b, c).isNotPositive();
                    }
                }
            }
        }
    }

    @Test
    void sortingTwiceChangesNothingMore() {
        Random random = new Random(3);
        for (int i = 0; i < LISTS; i++) {
            RandomHost host = new RandomHost(random);
            List<Candidate> sorted = host.sort(distinct(host, 10));

            assertThat(host.sort(sorted)).isSameAs(sorted);
        }
    }

    /** Rule 10, and that nothing else depends on the order in which answers came. */
    @Test
    void ofTwoOfAFamilyOnlyEqualsKeepTheirOrder() {
        Random random = new Random(4);
        for (int i = 0; i < LISTS; i++) {
            RandomHost host = new RandomHost(random);
            List<Candidate> given = distinct(host, 10);
            List<Candidate> shuffled = new ArrayList<>(given);
            Collections.shuffle(shuffled, random);
            List<Candidate> sorted = host.sort(given);
            List<Candidate> sortedShuffled = host.sort(shuffled);

            assertThat(sortedShuffled).containsExactlyInAnyOrderElementsOf(given);
            assertThat(preferences(host, sortedShuffled)).isEqualTo(preferences(host, sorted));
            isStable(host, given, sorted);
            isStable(host, shuffled, sortedShuffled);
        }
    }

    /** What rules 1 to 8 made of the whole list, and rule 9 of each family. */
    private static List<List<String>> preferences(RandomHost host, List<Candidate> sorted) {
        List<List<String>> preferences = new ArrayList<>();
        preferences.add(sorted.stream()
                .map(host::rank)
                .map(rank -> rank.toString().replaceFirst(",.*", ""))
                .toList());
        for (boolean isIpv4 : new boolean[] {true, false}) {
            preferences.add(sorted.stream()
                    .map(host::rank)
                    .filter(rank -> rank.isIpv4() == isIpv4)
                    .map(DestinationRank::toString)
                    .toList());
        }
        return preferences;
    }

    private static void isStable(RandomHost host, List<Candidate> given, List<Candidate> sorted) {
        for (int a = 0; a < sorted.size(); a++) {
            for (int b = a + 1; b < sorted.size(); b++) {
                DestinationRank first = host.rank(sorted.get(a));
                DestinationRank second = host.rank(sorted.get(b));
                if (first.isIpv4() == second.isIpv4() && first.comparedTo(second) == 0) {
                    assertThat(given.indexOf(sorted.get(a))).isLessThan(given.indexOf(sorted.get(b)));
                }
            }
        }
    }

    private static Rfc6724Order order(Map<String, SourceAddress> sources, PolicyTable policy) {
        Map<AddressCandidate, SourceAddress> byCandidate = new HashMap<>();
        sources.forEach((destination, source) -> byCandidate.put(candidate(destination), source));
        return new Rfc6724Order(byCandidate::get, policy);
    }

    /** Rule 9 prefers C to A and has nothing to say about B, which stands between them. */
    @Test
    void familiesThatAreOtherwiseEqualKeepTheirPlacesAndRule9SortsEach() {
        SourceAddress source = source("2001:db8:1::1");
        var order = order(
                Map.of("2001:db8:2::1", source, "192.0.2.1", source("10.0.0.1"), "2001:db8:1::2", source),
                PolicyTable.builder().build());
        Candidate a = candidate("2001:db8:2::1");
        Candidate b = candidate("192.0.2.1");
        Candidate c = candidate("2001:db8:1::2");

        assertThat(order.sort(List.of(a, b, c))).containsExactly(c, b, a);
        assertThat(order.sort(List.of(b, a, c))).containsExactly(b, c, a);
        assertThat(order.sort(List.of(a, c, b))).containsExactly(c, a, b);
    }

    @Test
    void candidatesThatAreNoAddressesKeepTheirPlaces() {
        var order = order(Map.of("2001:db8:1::1", source("2001:db8::1")), PolicyTable.rfc6724());
        Candidate first = new Tunnel(1);
        Candidate third = new Tunnel(3);
        Candidate unusable = candidate("192.0.2.1");
        Candidate good = candidate("2001:db8:1::1");

        assertThat(order.sort(List.of(first, unusable, third, good))).containsExactly(first, good, third, unusable);
        assertThat(order.sort(List.of(first, third))).containsExactly(first, third);
    }

    /** Which target of an alias goes first is said by whoever made the alias. */
    @Test
    void eachTargetOfAnAliasIsSortedWithinItsPlaces() {
        var order = order(
                Map.of("2001:db8:1::1", source("2001:db8::1"), "2001:db8:2::1", source("2001:db8::1")),
                PolicyTable.rfc6724());
        Candidate unusable = candidate("192.0.2.1").withAliases(List.of("db", "one"));
        Candidate good = candidate("2001:db8:1::1").withAliases(List.of("db", "one"));
        Candidate unusableOther = candidate("192.0.2.2").withAliases(List.of("db", "two"));
        Candidate goodOther = candidate("2001:db8:2::1").withAliases(List.of("db", "two"));

        assertThat(order.sort(List.of(unusable, good, unusableOther, goodOther)))
                .containsExactly(good, unusable, goodOther, unusableOther);
        assertThat(order.sort(List.of(unusable, unusableOther, new Tunnel(1), goodOther, good)))
                .containsExactly(good, goodOther, new Tunnel(1), unusableOther, unusable);
    }

    @Test
    void noSourceIsLookedUpForASingleAddress() {
        var order = new Rfc6724Order(
                destination -> {
                    throw new AssertionError(destination);
                },
                PolicyTable.rfc6724());
        List<Candidate> one = List.of(candidate("192.0.2.1"));

        assertThat(order.sort(one)).isSameAs(one);
        assertThat(order.sort(List.of())).isEmpty();
    }

    @Test
    void aListThatIsInOrderComesBackAsItIs() {
        var order = order(
                Map.of("2001:db8:1::1", source("2001:db8::1"), "192.0.2.1", source("10.0.0.1")), PolicyTable.rfc6724());
        List<Candidate> list = List.of(candidate("2001:db8:1::1"), candidate("192.0.2.1"));

        assertThat(order.sort(list)).isSameAs(list);
    }

    @Test
    void scopedAddressesAreAskedForByTheirScope() throws Exception {
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        Candidate dead = new AddressCandidate(java.net.Inet6Address.getByAddress(null, bytes, 7), 443);
        Candidate alive = new AddressCandidate(java.net.Inet6Address.getByAddress(null, bytes, 8), 443);
        var order = new Rfc6724Order(
                destination -> destination.equals(alive) ? source("fe80::2") : null, PolicyTable.rfc6724());

        assertThat(order.sort(List.of(dead, alive))).containsExactly(alive, dead);
    }
}
