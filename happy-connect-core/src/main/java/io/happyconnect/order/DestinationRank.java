package io.happyconnect.order;

import io.happyconnect.order.SourceAddress.Trait;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * How much RFC 6724 §6 prefers a destination. All that rules 1 to 8 ask is a property of one destination and its source, so
 * it fits into one number, in the order of the rules; rule 9 compares destinations of one family only and is kept beside it.
 *
 * <p>Immutable and safe for any thread.
 */
public final class DestinationRank {

    private final long preference;
    private final boolean isIpv4;
    private final int commonPrefixLength;

    private DestinationRank(long preference, boolean isIpv4, int commonPrefixLength) {
        this.preference = preference;
        this.isIpv4 = isIpv4;
        this.commonPrefixLength = commonPrefixLength;
    }

    /**
     * Ranks a destination.
     *
     * @param destination an address
     * @param source what it would be reached from; {@code null} if it cannot be reached
     * @param policy precedences, labels and scopes
     * @param ipv4LongestPrefix whether rule 9 holds for IPv4, too
     * @return its rank
     */
    public static DestinationRank of(
            InetAddress destination, @Nullable SourceAddress source, PolicyTable policy, boolean ipv4LongestPrefix) {
        AddressBits bits = AddressBits.of(destination);
        if (source == null) {
            return new DestinationRank(unusable(bits, policy), bits.isIpv4(), 0);
        }
        AddressBits from = AddressBits.of(source.address());
        boolean rule9 = bits.isIpv4() == from.isIpv4() && (ipv4LongestPrefix || !bits.isIpv4());
        return new DestinationRank(
                preference(bits, source, from, policy),
                bits.isIpv4(),
                rule9 ? Math.min(bits.commonPrefixLength(from), source.prefixLength()) : 0);
    }

    private static long preference(
            AddressBits destination, SourceAddress source, AddressBits from, PolicyTable policy) {
        int scope = policy.scope(destination);
        long rank = 1; // rule 1: avoid unusable destinations
        rank = rank << 1 | bit(scope == policy.scope(from)); // rule 2: prefer matching scope
        rank = rank << 1 | bit(!source.is(Trait.DEPRECATED)); // rule 3: avoid deprecated addresses
        rank = rank << 2 | home(source); // rule 4: prefer home addresses
        rank = rank << 1 | bit(policy.label(destination) == policy.label(from)); // rule 5: prefer matching label
        rank = rank << 31 | policy.precedence(destination); // rule 6: prefer higher precedence
        rank = rank << 1 | bit(!source.is(Trait.TUNNEL)); // rule 7: prefer native transport
        return rank << 4 | (AddressScope.MOST - scope); // rule 8: prefer smaller scope
    }

    // Rules that ask for the source cannot tell two destinations apart that have none.
    private static long unusable(AddressBits destination, PolicyTable policy) {
        return (long) policy.precedence(destination) << 5 | (AddressScope.MOST - policy.scope(destination));
    }

    // "Simultaneously a home address and care-of address" goes first, then a home address. One that is neither is taken
    // as
    // glibc takes it, like a care-of address, for else the rule would not be transitive.
    private static int home(SourceAddress source) {
        if (!source.is(Trait.HOME)) {
            return 0;
        }
        return source.is(Trait.CARE_OF) ? 2 : 1;
    }

    private static int bit(boolean yes) {
        return yes ? 1 : 0;
    }

    /** Whether rules 1 to 8 tell two destinations apart, and how: negative if this one goes first. */
    int compareByRules1To8(DestinationRank other) {
        return Long.compare(other.preference, preference);
    }

    /** The same by rule 9, for two of the same family: the longer common prefix goes first. */
    int compareByRule9(DestinationRank other) {
        return Integer.compare(other.commonPrefixLength, commonPrefixLength);
    }

    boolean isIpv4() {
        return isIpv4;
    }

    /**
     * Which of two destinations RFC 6724 §6 prefers.
     *
     * <p>This is what the RFC says of a pair. It does not make a {@link java.util.Comparator} for lists of both families: rule 9
     * is silent about an IPv4 and an IPv6 destination that are otherwise equal, which makes "neither" intransitive. {@link
     * Rfc6724Order} sorts such lists.
     *
     * @param other the rank of another destination
     * @return negative if this one goes first, positive if the other does, 0 if they keep their order (rule 10)
     */
    public int comparedTo(DestinationRank other) {
        int byRules1To8 = compareByRules1To8(other);
        return byRules1To8 != 0 || isIpv4 != other.isIpv4 ? byRules1To8 : compareByRule9(other);
    }

    @Override
    public String toString() {
        return "rank " + Long.toHexString(preference) + ", common prefix " + commonPrefixLength;
    }
}
