package io.happyconnect.resolve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an address is for, after the special-purpose address registries of IANA (RFC 6890) and the documentation of clouds: the
 * words in which an {@link AddressPolicy} is written. An address can be of several kinds; public ones are of none.
 */
public enum AddressKind {

    /** This machine: 127.0.0.0/8, ::1, and 0.0.0.0/8 and ::, which lead there too. */
    LOOPBACK("loopback addresses", "127.0.0.0/8", "::1", "0.0.0.0/8", "::"),

    /**
     * Where clouds hand out credentials: 169.254.169.254 and fd00:ec2::254 (most clouds), 169.254.170.2, 169.254.170.23 and
     * fd00:ec2::23 (containers), fd20:ce::254, fe80::a9fe:a9fe, 100.100.100.200, 168.63.129.16, 169.254.0.23, 192.0.0.192.
     * Most are link-local, but not all; names such as {@code metadata.google.internal} lead to one of them.
     */
    METADATA(
            "cloud metadata addresses",
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "169.254.0.23",
            "168.63.129.16",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254",
            "fe80::a9fe:a9fe"),

    /** The next cable: 169.254.0.0/16, fe80::/10 in any scope. */
    LINK_LOCAL("link-local addresses", "169.254.0.0/16", "fe80::/10"),

    /** Inside: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918), fc00::/7 (ULA, RFC 4193), fec0::/10 (site-local, deprecated). */
    PRIVATE("private addresses", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),

    /** Behind the carrier's NAT, and in some clouds and overlay networks: 100.64.0.0/10 (RFC 6598). */
    SHARED("shared addresses", "100.64.0.0/10"),

    /** 224.0.0.0/4, 255.255.255.255, ff00::/8. */
    MULTICAST("multicast and broadcast addresses", "224.0.0.0/4", "255.255.255.255", "ff00::/8"),

    /**
     * All else that the internet does not route: documentation, benchmarks, protocol assignments, what is kept for the future,
     * and any IPv6 outside of 2000::/3 that is of no other kind and holds no IPv4 address.
     */
    RESERVED(
            "reserved addresses",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "2001:2::/48",
            "2001:10::/28",
            "2001:db8::/32",
            "3fff::/20") {

        @Override
        boolean holds(byte[] address) {
            return super.holds(address) || isUnallocated(address);
        }
    };

    private static final int GLOBAL_UNICAST = 0b001;

    private final String plural;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of immutable blocks
    private final List<AddressBlock> blocks;

    AddressKind(String plural, String... blocks) {
        this.plural = plural;
        this.blocks = Arrays.stream(blocks).map(AddressBlock::parse).toList();
    }

    /** Whether the address itself, as it stands, is of this kind; what it may hold inside is not looked at. */
    boolean holds(byte[] address) {
        return AddressBlock.anyContains(blocks, address);
    }

    private static boolean isUnallocated(byte[] address) {
        if (address.length != AddressBlock.IPV6_BYTES || (address[0] & 0xff) >>> 5 == GLOBAL_UNICAST) {
            return false;
        }
        for (AddressKind other : List.of(LOOPBACK, LINK_LOCAL, PRIVATE, MULTICAST)) {
            if (other.holds(address)) {
                return false;
            }
        }
        return EmbeddedIpv4.in(address).isEmpty();
    }

    /** How a rule names them: {@code private addresses}. */
    String plural() {
        return plural;
    }

    /** {@return the name as people write it in a configuration: {@code link-local}} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
