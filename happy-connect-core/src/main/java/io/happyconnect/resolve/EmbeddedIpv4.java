package io.happyconnect.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The IPv4 addresses that an IPv6 address holds, and to which a tunnel, a translator or the operating system may carry what is
 * sent to it.
 */
final class EmbeddedIpv4 {

    private static final AddressBlock COMPATIBLE = AddressBlock.parse("::/96");
    private static final AddressBlock TRANSLATED = AddressBlock.parse("::ffff:0:0:0/96");
    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");
    private static final AddressBlock LOCAL_NAT64 = AddressBlock.parse("64:ff9b:1::/48");
    private static final AddressBlock TEREDO = AddressBlock.parse("2001::/32");
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.parse("2002::/16");

    private EmbeddedIpv4() {}

    /** The addresses inside; none for an IPv4 address, nor for :: and ::1. */
    static List<byte[]> in(byte[] address) {
        List<byte[]> found = new ArrayList<>();
        if (address.length != AddressBlock.IPV6_BYTES || AddressKind.LOOPBACK.holds(address)) {
            return found;
        }
        if (isMapped(address)
                || COMPATIBLE.contains(address)
                || TRANSLATED.contains(address)
                || NAT64.contains(address)
                || isIsatap(address)) {
            found.add(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            found.add(Arrays.copyOfRange(address, 2, 6));
        }
        if (TEREDO.contains(address)) {
            // The server, and the client with every bit turned over (RFC 4380 §4).
            found.add(Arrays.copyOfRange(address, 4, 8));
            found.add(bytes(~address[12], ~address[13], ~address[14], ~address[15]));
        }
        if (LOCAL_NAT64.contains(address)) {
            addLocalNat64(address, found);
        }
        return found;
    }

    /**
     * Nobody outside knows how long the prefix is that an operator has cut from 64:ff9b:1::/48 (RFC 8215), and the bits that are
     * not used are ignored by translators (RFC 6052 §2.2), so all that it can be are looked at. Zeros are unused bits.
     */
    private static void addLocalNat64(byte[] address, List<byte[]> found) {
        List<byte[]> possible = List.of(
                bytes(address[6], address[7], address[9], address[10]),
                bytes(address[7], address[9], address[10], address[11]),
                bytes(address[9], address[10], address[11], address[12]),
                bytes(address[12], address[13], address[14], address[15]));
        for (byte[] one : possible) {
            if (one[0] != 0) {
                found.add(one);
            }
        }
        if (found.isEmpty()) {
            found.add(possible.get(3));
        }
    }

    /** ::ffff:0:0/96, which reads as IPv4 wherever it can. */
    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == (byte) 0xff && address[11] == (byte) 0xff;
    }

    /** RFC 5214 §6.1: an interface identifier of 00-00-5e-fe or 02-00-5e-fe and the address. */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & ~2) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }

    private static byte[] bytes(int a, int b, int c, int d) {
        return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d};
    }
}
