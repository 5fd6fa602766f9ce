package io.happyconnect.name;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text form of IPv6 addresses, without brackets and scope: read as RFC 4291 §2.2 allows it, written as RFC 5952
 * §4 recommends.
 */
final class Ipv6 {

    private static final int BYTES = 16;
    private static final int GROUPS = 8;

    private Ipv6() {}

    /** The sixteen bytes of the address, or null if the text is none. */
    static byte @Nullable [] parse(String text, int from, int to) {
        var address = new byte[BYTES];
        int filled = 0;
        int gap = -1;
        int i = from;
        if (text.startsWith("::", from) && from + 2 <= to) {
            gap = 0;
            i += 2;
        } else if (from == to) {
            return null;
        }
        while (i < to) {
            int colon = text.indexOf(':', i);
            int end = colon < 0 || colon > to ? to : colon;
            int length = end == to && text.lastIndexOf('.', end - 1) >= i ? 4 : 2;
            long value = length == 4 ? Ipv4.parse(text, i, end) : group(text, i, end);
            if (value < 0 || filled + length > BYTES) {
                return null;
            }
            for (int b = length - 1; b >= 0; b--) {
                address[filled++] = (byte) (value >>> (8 * b));
            }
            if (end == to) {
                break;
            }
            i = end + 1;
            if (text.startsWith(":", i) && i < to && gap < 0) {
                gap = filled;
                i++;
            } else if (i == to) {
                return null;
            }
        }
        return spread(address, filled, gap);
    }

    /** Moves what was read after "::" to the end. RFC 4291: "::" stands for one or more groups of zeros, not none. */
    private static byte @Nullable [] spread(byte[] address, int filled, int gap) {
        if (gap < 0 || filled == BYTES) {
            return gap < 0 && filled == BYTES ? address : null;
        }
        System.arraycopy(address, gap, address, BYTES - (filled - gap), filled - gap);
        Arrays.fill(address, gap, BYTES - (filled - gap), (byte) 0);
        return address;
    }

    private static int group(String text, int from, int to) {
        if (from == to || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Ascii.hexValue(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** Is this an IPv4 address in IPv6 clothes (::ffff:0:0/96)? */
    static boolean isIpv4Mapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == (byte) 0xff && address[11] == (byte) 0xff;
    }

    /** Lower case, no leading zeros, the longest run of at least two zero groups (the first of equals) as "::". */
    static String text(byte[] address) {
        int gap = -1;
        int gapLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groupAt(address, end) == 0) {
                end++;
            }
            if (end - start > gapLength) {
                gap = start;
                gapLength = end - start;
            }
        }
        var text = new StringBuilder(39);
        int group = 0;
        while (group < GROUPS) {
            if (group == gap) {
                text.append("::");
                group += gapLength;
            } else {
                boolean afterGroup = group > 0 && text.charAt(text.length() - 1) != ':';
                text.append(afterGroup ? ":" : "").append(Integer.toHexString(groupAt(address, group)));
                group++;
            }
        }
        return text.toString();
    }

    private static int groupAt(byte[] address, int group) {
        return ((address[2 * group] & 0xff) << 8) | (address[2 * group + 1] & 0xff);
    }
}
