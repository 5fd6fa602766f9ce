package io.happyconnect.selection;

import io.happyconnect.order.SourceAddress.Trait;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The format of Linux's {@code /proc/net/if_inet6}: an IPv6 address of this host in each line, with the index of its
 * interface, its prefix length, scope and flags, all hexadecimal, and the name of the interface. What is not such a line is
 * passed over.
 */
final class IfInet6 {

    private static final int HEXADECIMAL = 16;
    private static final int BYTES = 16;
    private static final int FIELDS = 6;

    // linux/if_addr.h. RFC 4429 §3.3: an optimistic address is "treated as equivalent to deprecated" when a source is
    // chosen.
    private static final int OPTIMISTIC = 0x04;
    private static final int HOME_ADDRESS = 0x10;
    private static final int DEPRECATED = 0x20;

    private IfInet6() {}

    static List<LocalAddress> parse(String text) {
        List<LocalAddress> addresses = new ArrayList<>();
        text.lines().forEach(line -> {
            LocalAddress address = address(new StringTokenizer(line));
            if (address != null) {
                addresses.add(address);
            }
        });
        return addresses;
    }

    private static @Nullable LocalAddress address(StringTokenizer fields) {
        if (fields.countTokens() != FIELDS) {
            return null;
        }
        InetAddress address = address(fields.nextToken());
        int index = number(fields.nextToken());
        int prefixLength = number(fields.nextToken());
        int scope = number(fields.nextToken());
        int flags = number(fields.nextToken());
        if (address == null || index < 0 || prefixLength < 0 || prefixLength > 8 * BYTES || scope < 0 || flags < 0) {
            return null;
        }
        return new LocalAddress(address, prefixLength, index, fields.nextToken(), traits(flags));
    }

    private static Set<Trait> traits(int flags) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if ((flags & (DEPRECATED | OPTIMISTIC)) != 0) {
            traits.add(Trait.DEPRECATED);
        }
        if ((flags & HOME_ADDRESS) != 0) {
            traits.add(Trait.HOME);
        }
        return traits;
    }

    private static @Nullable InetAddress address(String digits) {
        if (digits.length() != 2 * BYTES) {
            return null;
        }
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            int high = digit(digits.charAt(2 * i));
            int low = digit(digits.charAt(2 * i + 1));
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Up to seven digits, so that it cannot overflow; or -1. */
    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > 7) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digit(digits.charAt(i));
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, HEXADECIMAL) : -1;
    }
}
