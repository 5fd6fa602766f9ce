package io.happyconnect.name;

/**
 * The text form of IPv4 addresses: four decimal numbers and nothing else. The classic parser (inet_aton, and the JDK
 * behind {@code InetAddress.getByName}) also reads "127.1", "0177.0.0.1", "0x7f.1" and "2130706433" as 127.0.0.1,
 * which slips loopback past filters that compare text; none of these is an address here.
 */
final class Ipv4 {

    private static final int OCTETS = 4;

    private Ipv4() {}

    /** The address as an unsigned 32-bit number, or -1 if the text is none. */
    static long parse(String text, int from, int to) {
        long address = 0;
        int start = from;
        for (int octet = 1; octet <= OCTETS; octet++) {
            int dot = text.indexOf('.', start);
            int end = octet == OCTETS || dot < 0 ? to : Math.min(dot, to);
            int value = Port.decimal(text, start, end, 3);
            if (value < 0 || value > 255) {
                return -1;
            }
            address = (address << 8) | value;
            start = end + 1;
        }
        return address;
    }

    static byte[] bytes(long address) {
        return new byte[] {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address};
    }

    static String text(byte[] address) {
        return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
    }

    /**
     * Would some resolver read this name as an address? The last label decides (WHATWG URL, "ends in a number"): a
     * top-level domain is never all digits or hexadecimal after 0x.
     */
    static boolean isMistakable(String name) {
        int label = name.lastIndexOf('.') + 1;
        if (Ascii.isDigits(name, label, name.length())) {
            return true;
        }
        if (!name.startsWith("0x", label)) {
            return false;
        }
        for (int i = label + 2; i < name.length(); i++) {
            if (Ascii.hexValue(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
