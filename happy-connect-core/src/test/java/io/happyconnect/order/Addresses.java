package io.happyconnect.order;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Addresses written as people write them, and random ones of every range that RFC 6724 tells apart. */
final class Addresses {

    private static final int PORT = 443;

    /** First bits, one of each range and its neighbours; what follows is random. */
    private static final List<String> RANGES = List.of(
            "2001:db8::/32",
            "2001:db8:1::/48",
            "2001::/32",
            "2001:1::/32",
            "2001:20::/28",
            "2002::/16",
            "2003::/16",
            "2000::/3",
            "fc00::/7",
            "fd11:1111:1111::/48",
            "fe80::/10",
            "fe00::/10",
            "fec0::/10",
            "ff02::/16",
            "ff05::/16",
            "ff0e::/16",
            "3ffe::/16",
            "3fff::/20",
            "::/96",
            "::1/128",
            "64:ff9b::/96",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "10.0.0.0/8",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4");

    /** A candidate that is no address. */
    record Tunnel(int number) implements DialableCandidate {
        @Override
        public AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return false;
        }

        @Override
        public Dial newDial() {
            throw new AssertionError("nobody dials here");
        }
    }

    private Addresses() {}

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal.indexOf(':') < 0 ? literal : "[" + literal + "]");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static AddressCandidate candidate(String literal) {
        return new AddressCandidate(address(literal), PORT);
    }

    static SourceAddress source(String literal, SourceAddress.Trait... traits) {
        InetAddress address = address(literal);
        return new SourceAddress(address, address.getAddress().length == 4 ? 24 : 64, Set.of(traits));
    }

    static InetAddress random(Random random) {
        String range = RANGES.get(random.nextInt(RANGES.size()));
        InetAddress first = address(range.substring(0, range.indexOf('/')));
        int length = Integer.parseInt(range.substring(range.indexOf('/') + 1));
        byte[] bytes = first.getAddress();
        boolean isSparse = random.nextBoolean();
        for (int bit = length; bit < 8 * bytes.length; bit++) {
            // Sparse ones share long prefixes with each other.
            if (random.nextInt(isSparse ? 12 : 2) == 0) {
                bytes[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            }
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
