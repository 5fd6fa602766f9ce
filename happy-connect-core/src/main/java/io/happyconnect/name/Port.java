package io.happyconnect.name;

/** A TCP port to connect to: 1 to 65535. Port 0 means "any" to a listener and nothing to a client. */
final class Port {

    private static final int MAX = 65535;
    private static final int MAX_DIGITS = 5;

    private Port() {}

    static boolean isValid(int port) {
        return port >= 1 && port <= MAX;
    }

    static int checked(int port) {
        if (!isValid(port)) {
            throw new IllegalArgumentException("port " + port + " is out of range: allowed are 1 to 65535");
        }
        return port;
    }

    /** Is this meant as a number, however wrong? */
    static boolean isNumeric(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return Ascii.isDigits(text, signed ? 1 : 0, text.length());
    }

    static int parse(String argument, String text) {
        int port = decimal(text, 0, text.length(), MAX_DIGITS);
        if (!isValid(port)) {
            throw Refusal.of(argument, text, "is no port: allowed are 1 to 65535, without sign or leading zeros");
        }
        return port;
    }

    /** A number of at most {@code maxDigits} digits without leading zeros, or -1. */
    static int decimal(String text, int from, int to, int maxDigits) {
        boolean leadingZero = to - from > 1 && text.charAt(from) == '0';
        if (leadingZero || to - from > maxDigits || !Ascii.isDigits(text, from, to)) {
            return -1;
        }
        return Integer.parseInt(text, from, to, 10);
    }
}
