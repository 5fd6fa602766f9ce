package io.happyconnect.order;

import static io.happyconnect.order.Addresses.address;
import static io.happyconnect.order.Addresses.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.order.SourceAddress.Trait;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule of RFC 6724 §6 by itself, and that it goes before the next. Sources and destinations differ in nothing else. */
class DestinationRankTest {

    private static DestinationRank rank(String destination, @Nullable SourceAddress source) {
        return rank(destination, source, PolicyTable.rfc6724());
    }

    private static DestinationRank rank(String destination, @Nullable SourceAddress source, PolicyTable policy) {
        return DestinationRank.of(address(destination), source, policy, false);
    }

    private static void goesFirst(DestinationRank first, DestinationRank second) {
        assertThat(first.comparedTo(second)).isNegative();
        assertThat(second.comparedTo(first)).isPositive();
    }

    private static void areEqual(DestinationRank one, DestinationRank other) {
        assertThat(one.comparedTo(other)).isZero();
        assertThat(other.comparedTo(one)).isZero();
    }

    /** "If DB is known to be unreachable or if Source(DB) is undefined, then prefer DA." */
    @Test
    void rule1AvoidsUnusableDestinations() {
        // The other one loses by rules 2, 3, 5 and 6.
        goesFirst(rank("192.0.2.1", source("169.254.1.1", Trait.DEPRECATED)), rank("2001:db8::1", null));
    }

    @Test
    void twoUnusableDestinationsAreToldApartByWhatNeedsNoSource() {
        goesFirst(rank("2001:db8::1", null), rank("192.0.2.1", null));
        goesFirst(rank("169.254.0.1", null), rank("192.0.2.1", null));
        areEqual(rank("2001:db8::1", null), rank("2001:db8:ffff::1", null));
    }

    /** "If Scope(DA) = Scope(Source(DA)) and Scope(DB) <> Scope(Source(DB)), then prefer DA." */
    @Test
    void rule2PrefersMatchingScope() {
        goesFirst(rank("192.0.2.1", source("10.0.0.1", Trait.DEPRECATED)), rank("2001:db8::1", source("fe80::1")));
        goesFirst(rank("192.0.2.1", source("10.0.0.1")), rank("2001:db8::1", source("::1")));
    }

    /** "If Source(DA) is deprecated and Source(DB) is not, then prefer DB." */
    @Test
    void rule3AvoidsDeprecatedAddresses() {
        goesFirst(
                rank("192.0.2.1", source("10.0.0.1")),
                rank("2001:db8::1", source("2001:db8::2", Trait.DEPRECATED, Trait.HOME)));
    }

    @Test
    void rule4PrefersHomeAddresses() {
        SourceAddress both = source("2001:db8::2", Trait.HOME, Trait.CARE_OF);
        SourceAddress home = source("2001:db8::2", Trait.HOME);
        SourceAddress careOf = source("2001:db8::2", Trait.CARE_OF);

        goesFirst(rank("2001:db8::1", both), rank("2001:db8::1", home));
        goesFirst(rank("2001:db8::1", home), rank("2001:db8::1", careOf));
        goesFirst(rank("2001:db8::1", home), rank("2001:db8::1", source("2001:db8::2")));
        areEqual(rank("2001:db8::1", careOf), rank("2001:db8::1", source("2001:db8::2")));
        // Before rule 5: the second has the matching label.
        goesFirst(rank("2002::1", home), rank("2001:db8::1", careOf));
    }

    /** "If Label(Source(DA)) = Label(DA) and Label(Source(DB)) <> Label(DB), then prefer DA." */
    @Test
    void rule5PrefersMatchingLabel() {
        goesFirst(rank("192.0.2.1", source("10.0.0.1")), rank("2001:db8::1", source("fd00::1")));
    }

    /** "If Precedence(DA) > Precedence(DB), then prefer DA." */
    @Test
    void rule6PrefersHigherPrecedence() {
        goesFirst(rank("2001:db8::1", source("2001:db8::2", Trait.TUNNEL)), rank("192.0.2.1", source("10.0.0.1")));
    }

    @Test
    void thePrecedenceHasRoomForAnyPositiveNumber() {
        PolicyTable policy = PolicyTable.builder()
                .row("2001:db8:1::/48", Integer.MAX_VALUE, 1)
                .row("2001:db8:2::/48", Integer.MAX_VALUE - 1, 1)
                .build();

        goesFirst(
                rank("2001:db8:1::1", source("2001:db8::1", Trait.TUNNEL), policy),
                rank("2001:db8:2::1", source("2001:db8::1"), policy));
        // Rule 5 still goes before it, and rule 1 before that.
        PolicyTable labelled = policy.toBuilder()
                .row("2001:db8:3::/48", 0, 7)
                .row("fd00::/8", 1, 7)
                .build();
        goesFirst(
                rank("2001:db8:3::1", source("fd00::1"), labelled), rank("2001:db8:1::1", source("fd00::1"), labelled));
        goesFirst(rank("2001:db8:3::1", source("2001:db8::1"), labelled), rank("2001:db8:1::1", null, labelled));
    }

    /** "If DA is reached via an encapsulating transition mechanism (e.g., IPv6 in IPv4) and DB is not, then prefer DB." */
    @Test
    void rule7PrefersNativeTransport() {
        PolicyTable flat = PolicyTable.builder().build();

        goesFirst(
                rank("2001:db8::1", source("2001:db8:1::1"), flat),
                rank("fe80::1", source("fe80::2", Trait.TUNNEL), flat));
    }

    /** "If Scope(DA) < Scope(DB), then prefer DA." */
    @Test
    void rule8PrefersSmallerScope() {
        goesFirst(rank("fe80::1", source("fe80::2")), rank("2001:db8::1", source("2001:db8::2")));
        goesFirst(rank("169.254.0.1", source("169.254.0.2")), rank("192.0.2.1", source("192.0.2.2")));
    }

    /** "If CommonPrefixLen(Source(DA), DA) > CommonPrefixLen(Source(DB), DB), then prefer DA." */
    @Test
    void rule9PrefersTheLongestMatchingPrefix() {
        goesFirst(rank("2001:db8:1::1", source("2001:db8:1:2::1")), rank("2001:db8:2::1", source("2001:db8:1:2::1")));
    }

    /** CommonPrefixLen goes "up to the length of S's prefix": bits of the interface identifier say nothing. */
    @Test
    void rule9LooksNoFurtherThanThePrefixOfTheSource() {
        SourceAddress of64 = source("2001:db8:1:2::1");
        areEqual(rank("2001:db8:1:2::3", of64), rank("2001:db8:1:2:ffff::", of64));
        goesFirst(rank("2001:db8:1:2::3", of64), rank("2001:db8:1:3::3", of64));

        SourceAddress of63 = new SourceAddress(of64.address(), 63, Set.of());
        areEqual(rank("2001:db8:1:2::3", of63), rank("2001:db8:1:3::3", of63));
        SourceAddress of65 = new SourceAddress(of64.address(), 65, Set.of());
        goesFirst(rank("2001:db8:1:2::3", of65), rank("2001:db8:1:2:ffff::", of65));
    }

    @Test
    void rule9SaysNothingAboutTwoFamilies() {
        PolicyTable flat = PolicyTable.builder().build();

        areEqual(rank("2001:db8:1::1", source("2001:db8:1::2"), flat), rank("192.0.2.1", source("198.51.100.1"), flat));
    }

    /** It would send everybody who has an address in 10/8 to whichever server has one, too. */
    @Test
    void rule9HoldsForIpv4OnlyOnRequest() {
        SourceAddress source = source("192.0.2.1");
        areEqual(rank("192.0.2.2", source), rank("198.51.100.1", source));

        DestinationRank near = DestinationRank.of(address("192.0.2.2"), source, PolicyTable.rfc6724(), true);
        DestinationRank alsoNear = DestinationRank.of(address("192.0.2.250"), source, PolicyTable.rfc6724(), true);
        DestinationRank far = DestinationRank.of(address("192.0.3.2"), source, PolicyTable.rfc6724(), true);
        goesFirst(near, far);
        areEqual(near, alsoNear);
    }

    @Test
    void aMappedSourceIsAnIpv4Source() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        mapped[15] = 1;
        var address = java.net.Inet6Address.getByAddress(null, mapped, 0);
        assertThat(address).isInstanceOf(java.net.Inet6Address.class);

        areEqual(rank("192.0.2.1", new SourceAddress(address, 96, Set.of())), rank("192.0.2.1", source("10.0.0.1")));
    }
}
