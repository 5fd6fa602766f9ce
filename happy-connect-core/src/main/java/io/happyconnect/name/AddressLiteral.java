package io.happyconnect.name;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An address written out instead of a name. Reading one is pure: it never asks {@code InetAddress.getByName}, which
 * takes more forms for addresses than we do and looks at the network interfaces for a scope.
 */
final class AddressLiteral {

    /** IF_NAMESIZE is 16 on Linux; Windows and virtual interfaces go further. Past this nobody named an interface. */
    private static final int MAX_SCOPE_LENGTH = 64;

    private static final int MAX_INDEX_DIGITS = 10;

    private final byte[] address;
    private final @Nullable String scope;

    private AddressLiteral(byte[] address, @Nullable String scope) {
        this.address = address;
        this.scope = scope;
    }

    /** The literal, or null if the text is no dotted quad. */
    static @Nullable AddressLiteral ipv4(String text) {
        long address = Ipv4.parse(text, 0, text.length());
        return address < 0 ? null : new AddressLiteral(Ipv4.bytes(address), null);
    }

    /**
     * Reads an IPv6 address, with a scope or without. An IPv4-mapped one becomes the IPv4 address it is, as everywhere
     * in the JDK.
     *
     * @param text the address without brackets
     * @param host what the user wrote, for the message
     */
    static AddressLiteral ipv6(String text, String host) {
        int percent = text.indexOf('%');
        byte[] address = Ipv6.parse(text, 0, percent < 0 ? text.length() : percent);
        if (address == null) {
            throw Refusal.of(
                    "host",
                    host,
                    "is no IPv6 address: allowed are up to eight groups of hexadecimal digits"
                            + " and at most one '::', like 2001:db8::1 or fe80::1%eth0");
        }
        String scope = percent < 0 ? null : checkedScope(text.substring(percent + 1), host);
        if (!Ipv6.isIpv4Mapped(address)) {
            return new AddressLiteral(address, scope);
        }
        if (scope != null) {
            throw Refusal.of("host", host, "gives a scope to an IPv4 address: only IPv6 addresses have one");
        }
        return new AddressLiteral(Arrays.copyOfRange(address, 12, 16), null);
    }

    private static String checkedScope(String scope, String host) {
        boolean index = Ascii.isDigits(scope, 0, scope.length());
        boolean allowed = index ? isInterfaceIndex(scope) : isInterfaceName(scope);
        if (!allowed) {
            throw Refusal.of(
                    "host",
                    host,
                    "has a scope that cannot be: allowed are an interface index from 1 to"
                            + " 2147483647 or an interface name of letters, digits, '-', '.', '_' and '~'");
        }
        return scope;
    }

    private static boolean isInterfaceIndex(String scope) {
        boolean written = scope.length() <= MAX_INDEX_DIGITS && scope.charAt(0) != '0';
        return written && Long.parseLong(scope) <= Integer.MAX_VALUE;
    }

    /** The characters of a ZoneID that need no escaping (RFC 6874 §2): enough for every interface, safe in a log. */
    private static boolean isInterfaceName(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && "-._~".indexOf(c) < 0) {
                return false;
            }
        }
        return !scope.isEmpty() && scope.length() <= MAX_SCOPE_LENGTH;
    }

    boolean isIpv6() {
        return address.length == 16;
    }

    /** The canonical text: no brackets, RFC 5952 for IPv6, the scope as written. */
    String text() {
        if (!isIpv6()) {
            return Ipv4.text(address);
        }
        return scope == null ? Ipv6.text(address) : Ipv6.text(address) + "%" + scope;
    }

    /**
     * The address to connect to. It carries its own text as the host name, so that nothing that asks for the name
     * starts a reverse lookup.
     *
     * @throws UnknownHostException if the scope names a network interface this machine does not have
     */
    InetAddress toInetAddress() throws UnknownHostException {
        return scope == null
                ? InetAddress.getByAddress(text(), address)
                : Inet6Address.getByAddress(text(), address, interfaceIndex(scope));
    }

    private int interfaceIndex(String scope) throws UnknownHostException {
        if (Ascii.isDigits(scope, 0, scope.length())) {
            return Integer.parseInt(scope);
        }
        NetworkInterface found;
        try {
            found = NetworkInterface.getByName(scope);
        } catch (SocketException failed) {
            throw unknownScope("cannot look up the network interface '", failed);
        }
        if (found == null) {
            throw unknownScope("no network interface named '", null);
        }
        return found.getIndex();
    }

    private UnknownHostException unknownScope(String what, @Nullable SocketException cause) {
        var unknown = new UnknownHostException(what + scope + "' for the scope of " + text());
        unknown.initCause(cause);
        return unknown;
    }
}
