package io.happyconnect.name;

import java.net.IDN;

/**
 * The rules for host names: ASCII letters, digits, '-' and '_' in labels of 1 to 63, at most 253 in all (RFC 1035
 * §2.3.4). The underscore is no host name to RFC 952, but container networks give out such names and resolvers find
 * them.
 */
final class HostName {

    static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;

    private HostName() {}

    /**
     * Can this be used as it stands? One pass and no allocation, since nearly every connection asks. False decides
     * nothing: it sends the text the long way, as it does everything whose last label begins with a digit and which may
     * therefore be an address.
     */
    static boolean isCanonical(String text) {
        int length = text.length();
        int label = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!isLabel(text, label, i)) {
                    return false;
                }
                label = i + 1;
            } else if (!isCanonical(c)) {
                return false;
            }
        }
        return length <= MAX_LENGTH && isLabel(text, label, length) && !Ascii.isDigit(text.charAt(label));
    }

    private static boolean isCanonical(char c) {
        return Ascii.isLowerCaseLetter(c) || Ascii.isDigit(c) || c == '-' || c == '_';
    }

    private static boolean isLabel(String text, int from, int to) {
        return to > from && to - from <= MAX_LABEL_LENGTH && text.charAt(from) != '-' && text.charAt(to - 1) != '-';
    }

    /**
     * The name in lower-case ASCII, not yet checked; punycode where it was not ASCII. The JDK has IDNA 2003 only: it
     * maps where IDNA 2008 keeps (faß becomes fass) and knows Unicode 3.2. A name that needs more can be passed in its
     * xn-- form.
     */
    static String toAscii(String text) {
        if (Ascii.isAscii(text)) {
            return Ascii.lowerCase(text);
        }
        try {
            return Ascii.lowerCase(IDN.toASCII(text));
        } catch (IllegalArgumentException ignored) {
            // Not even as the cause: its message repeats the text as it is.
            throw Refusal.of("host", text, "is no internationalized domain name (IDNA 2003): pass its xn-- form");
        }
    }

    /**
     * @param name in lower-case ASCII, without a trailing dot
     * @param host what the user wrote, for the message
     */
    static void check(String name, String host) {
        if (name.length() > MAX_LENGTH) {
            throw Refusal.of("host", host, "is too long: " + name.length() + " characters, allowed are 253");
        }
        int label = 0;
        while (label <= name.length()) {
            int dot = name.indexOf('.', label);
            int end = dot < 0 ? name.length() : dot;
            checkLabel(name.substring(label, end), host);
            label = end + 1;
        }
        if (Ipv4.isMistakable(name)) {
            throw Refusal.of(
                    "host",
                    host,
                    "reads like an IPv4 address but is none: allowed are four decimal numbers"
                            + " from 0 to 255 without leading zeros, like 192.0.2.1");
        }
    }

    private static void checkLabel(String label, String host) {
        for (int i = 0; i < label.length(); i++) {
            if (!isCanonical(label.charAt(i))) {
                throw Refusal.of(
                        "host",
                        host,
                        "contains " + Refusal.quoted(label.substring(i, i + 1))
                                + ": allowed in a name are letters, digits, '-', '_' and '.'");
            }
        }
        if (label.isEmpty()) {
            throw Refusal.of("host", host, "has an empty label: allowed are 1 to 63 characters between two dots");
        }
        if (label.length() > MAX_LABEL_LENGTH) {
            throw Refusal.of("host", host, "has a label of " + label.length() + " characters: allowed are 1 to 63");
        }
        if (!isLabel(label, 0, label.length())) {
            throw Refusal.of(
                    "host",
                    host,
                    "has a label that begins or ends with '-': allowed there are letters," + " digits and '_'");
        }
    }
}
