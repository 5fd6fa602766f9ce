package io.happyconnect.name;

import org.jspecify.annotations.Nullable;

/**
 * A host in canonical form.
 *
 * @param name     the name, or the address without brackets, as it is resolved
 * @param absolute was it written with a trailing dot
 * @param literal  the address, if it is one
 */
record Host(String name, boolean absolute, @Nullable AddressLiteral literal) {

    static Host parse(String text) {
        Misplaced.refuse(Wanted.HOST, text);
        if (text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            return bracketed(text);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return unbracketed(text);
        }
        if (text.indexOf(':', colon + 1) < 0) {
            throw Refusal.of("host", text, "has a ':': pass the port on its own, or all of it to Target.parse");
        }
        return of(AddressLiteral.ipv6(text, text));
    }

    private static Host bracketed(String text) {
        int last = text.length() - 1;
        if (text.lastIndexOf('[') != 0 || text.indexOf(']') != last) {
            throw Refusal.of(
                    "host",
                    text,
                    "has brackets where none belong: allowed is one pair around an IPv6"
                            + " address, like [2001:db8::1]");
        }
        return of(AddressLiteral.ipv6(text.substring(1, last), text));
    }

    /** Only ASCII makes an IPv4 address: full-width digits become ASCII on the way, and are refused as a name. */
    private static Host unbracketed(String text) {
        AddressLiteral ipv4 = AddressLiteral.ipv4(text);
        if (ipv4 != null) {
            return of(ipv4);
        }
        String ascii = HostName.toAscii(text);
        boolean absolute = ascii.endsWith(".");
        String name = absolute ? ascii.substring(0, ascii.length() - 1) : ascii;
        HostName.check(name, text);
        return new Host(name, absolute, null);
    }

    private static Host of(AddressLiteral literal) {
        return new Host(literal.text(), false, literal);
    }
}
