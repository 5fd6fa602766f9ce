package io.happyconnect.order;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first bits of addresses, as policy tables name them: {@code fc00::/7}, {@code 192.0.2.0/24}. An IPv4 prefix is the
 * IPv4-mapped IPv6 prefix 96 bits longer (RFC 6724 §2.1): {@code 0.0.0.0/0} is {@code ::ffff:0:0/96}. Equal by value; bits
 * behind the length do not count.
 */
public final class Prefix {

    static final int MAPPED_LENGTH = 96;

    private static final int MAX_LENGTH = 128;

    // Only these characters, so that no host name ever reaches InetAddress.getByName; a scope has no place in a prefix.
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    private final AddressBits bits;
    private final int length;

    private Prefix(AddressBits bits, int length) {
        this.bits = new AddressBits(bits.high() & highMask(length), bits.low() & lowMask(length));
        this.length = length;
    }

    /**
     * The first bits of an address.
     *
     * @param address an address
     * @param length how many bits: 0 to 32 for IPv4, 0 to 128 for IPv6
     * @return the prefix
     * @throws IllegalArgumentException if the length is out of range
     */
    public static Prefix of(InetAddress address, int length) {
        Objects.requireNonNull(address, "address");
        int most = address instanceof Inet4Address ? MAX_LENGTH - MAPPED_LENGTH : MAX_LENGTH;
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("length of a prefix of " + address.getHostAddress() + " must be 0 to "
                    + most + ", but is " + length);
        }
        return new Prefix(AddressBits.of(address), address instanceof Inet4Address ? length + MAPPED_LENGTH : length);
    }

    /**
     * Reads a prefix. Without a length it is a whole address.
     *
     * @param text an IPv6 or IPv4 address in digits, and a length behind a slash
     * @return the prefix
     * @throws IllegalArgumentException if it is neither; the message says what is allowed
     */
    public static Prefix parse(String text) {
        Objects.requireNonNull(text, "text");
        Prefix prefix = parseOrNull(text);
        if (prefix == null) {
            throw new IllegalArgumentException("'" + text.replaceAll("\\p{Cntrl}", "?")
                    + "' is no prefix: allowed are an address and a length, like fc00::/7 or 192.0.2.0/24");
        }
        return prefix;
    }

    /**
     * Reads a prefix, for who can do without.
     *
     * @param text as for {@link #parse}
     * @return the prefix, or nothing if the text is none
     */
    public static Optional<Prefix> find(String text) {
        return Optional.ofNullable(parseOrNull(Objects.requireNonNull(text, "text")));
    }

    private static @Nullable Prefix parseOrNull(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean isIpv4 = IPV4.matcher(address).matches();
        if (!isIpv4 && !(address.indexOf(':') >= 0 && IPV6.matcher(address).matches())) {
            return null;
        }
        int most = isIpv4 ? MAX_LENGTH - MAPPED_LENGTH : MAX_LENGTH;
        int length = slash < 0 ? most : length(text.substring(slash + 1), most);
        if (length < 0) {
            return null;
        }
        try {
            // In brackets the JDK reads IPv6 addresses and never looks anything up.
            InetAddress read = InetAddress.getByName("[" + (isIpv4 ? "::ffff:" : "") + address + "]");
            return new Prefix(AddressBits.of(read), isIpv4 ? length + MAPPED_LENGTH : length);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    private static int length(String text, int most) {
        int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
        return length <= most ? length : -1;
    }

    /** {@return how many bits, 0 to 128; an IPv4 prefix has 96 more than one writes} */
    public int length() {
        return length;
    }

    /**
     * Whether an address begins with these bits.
     *
     * @param address an address
     * @return whether it lies inside
     */
    public boolean contains(InetAddress address) {
        return contains(AddressBits.of(address));
    }

    boolean contains(AddressBits address) {
        return (address.high() & highMask(length)) == bits.high() && (address.low() & lowMask(length)) == bits.low();
    }

    /** {@return whether it contains IPv4 addresses and nothing else} */
    public boolean isIpv4() {
        return length >= MAPPED_LENGTH && bits.isIpv4();
    }

    private static long highMask(int length) {
        return length == 0 ? 0 : -1L << (Long.SIZE - Math.min(length, Long.SIZE));
    }

    private static long lowMask(int length) {
        return length <= Long.SIZE ? 0 : -1L << (MAX_LENGTH - length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prefix that && length == that.length && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode() * 31 + length;
    }

    /** {@return the prefix as Java writes addresses: {@code fc00:0:0:0:0:0:0:0/7}, {@code 192.0.2.0/24}} */
    @Override
    public String toString() {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = (byte) ((i < 8 ? bits.high() : bits.low()) >>> (56 - 8 * (i & 7)));
        }
        try {
            return isIpv4()
                    ? InetAddress.getByAddress(bytes).getHostAddress() + "/" + (length - MAPPED_LENGTH)
                    : Inet6Address.getByAddress(null, bytes, -1).getHostAddress() + "/" + length;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
