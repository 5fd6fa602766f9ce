package io.happyconnect.resolve;

import io.happyconnect.name.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses that begin with the same bits, written as {@code 10.0.0.0/8}. */
final class AddressBlock {

    static final int IPV6_BYTES = 16;

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    private final byte[] first;
    private final int length;
    private final String text;

    private AddressBlock(byte[] first, int length, String text) {
        this.first = first;
        this.length = length;
        this.text = text;
    }

    /**
     * Reads a block, or a single address, and looks nothing up.
     *
     * @throws IllegalArgumentException if it is neither, or has bits behind its length
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = addressOf(slash < 0 ? text : text.substring(0, slash), text);
        int bits = address.length * Byte.SIZE;
        int length = slash < 0 ? bits : lengthOf(text.substring(slash + 1), bits);
        if (length < 0) {
            throw new IllegalArgumentException(quoted(text) + " has a length that cannot be: allowed are 0 to " + bits);
        }
        byte[] first = address.clone();
        for (int bit = length; bit < bits; bit++) {
            first[bit / Byte.SIZE] &= (byte) ~(0x80 >>> bit % Byte.SIZE);
        }
        if (!Arrays.equals(first, address)) {
            throw new IllegalArgumentException(quoted(text) + " has bits behind its length: write " + textOf(first)
                    + "/" + length + ", or the address alone");
        }
        return new AddressBlock(first, length, slash < 0 ? textOf(first) : textOf(first) + "/" + length);
    }

    private static byte[] addressOf(String literal, String text) {
        InetAddress address;
        try {
            address = Target.of(literal, ANY_PORT).literal().orElse(null);
        } catch (IllegalArgumentException | UnknownHostException e) {
            address = null;
        }
        if (address == null || literal.indexOf('%') >= 0) {
            throw new IllegalArgumentException(quoted(text)
                    + " is no network: allowed are networks like 10.0.0.0/8 and 2001:db8::/32, and single addresses");
        }
        return address.getAddress();
    }

    private static int lengthOf(String digits, int most) {
        boolean written = digits.matches("0|[1-9][0-9]{0,2}");
        int length = written ? Integer.parseInt(digits) : -1;
        return length <= most ? length : -1;
    }

    private static String quoted(String text) {
        return "'" + text.replaceAll("[^\\x20-\\x7e]", "?") + "'";
    }

    private static String textOf(byte[] address) {
        try {
            return Target.of(InetAddress.getByAddress(address).getHostAddress(), ANY_PORT)
                    .host();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != first.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != first[i]) {
                return false;
            }
        }
        int rest = length % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ first[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    static boolean anyContains(List<AddressBlock> blocks, byte[] address) {
        return firstThatContains(blocks, address) != null;
    }

    static @Nullable AddressBlock firstThatContains(List<AddressBlock> blocks, byte[] address) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(address)) {
                return blocks.get(i);
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressBlock that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
