package io.happyconnect.name;

/**
 * Characters as DNS and the services database see them: {@link Character} would also take Arabic digits and the
 * Kelvin sign, which look right and name another host.
 */
final class Ascii {

    private Ascii() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLowerCaseLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isLetter(char c) {
        return isLowerCaseLetter(c) || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hexValue(char c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' && c < 0x80 ? letter - 'a' + 10 : -1;
    }

    /** Is every character ASCII? */
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Lowers A to Z and nothing else; returns the argument itself if there is nothing to lower. */
    static String lowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLetter(text.charAt(i)) && !isLowerCaseLetter(text.charAt(i))) {
                return lowerCaseFrom(i, text.toCharArray());
            }
        }
        return text;
    }

    private static String lowerCaseFrom(int start, char[] chars) {
        for (int i = start; i < chars.length; i++) {
            if (isLetter(chars[i])) {
                chars[i] = (char) (chars[i] | 0x20);
            }
        }
        return new String(chars);
    }
}
