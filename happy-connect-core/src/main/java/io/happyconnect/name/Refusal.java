package io.happyconnect.name;

/**
 * The words of a refused argument: which one, its value, and why. A value is never repeated raw, because it may come
 * from a request and end in a log: what does not print is escaped, what is long is cut, users are left out.
 */
final class Refusal {

    /** Enough to recognise any value worth recognising, and a log line stays a line. */
    static final int SHOWN_LENGTH = 100;

    private Refusal() {}

    /** An exception that reads "argument 'value' why". */
    static IllegalArgumentException of(String argument, String value, String why) {
        return new IllegalArgumentException(argument + " " + quoted(value) + " " + why);
    }

    /** The value in quotes, fit for a log line. */
    static String quoted(String text) {
        String value = withoutUser(text);
        var shown = new StringBuilder(Math.min(value.length(), SHOWN_LENGTH) + 8).append('\'');
        int i = 0;
        while (i < value.length() && shown.length() <= SHOWN_LENGTH) {
            int codePoint = value.codePointAt(i);
            append(shown, codePoint);
            i += Character.charCount(codePoint);
        }
        shown.append('\'');
        if (i < value.length()) {
            shown.append("... (").append(value.length()).append(" characters)");
        }
        return shown.toString();
    }

    /** What stands before an '@' is a user, and often a password: no message repeats it. */
    private static String withoutUser(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return text;
        }
        int scheme = text.indexOf("://");
        return text.substring(0, scheme < 0 || scheme > at ? 0 : scheme + 3) + "***" + text.substring(at);
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\r' -> shown.append("\\r");
            case '\n' -> shown.append("\\n");
            case '\t' -> shown.append("\\t");
            default -> {
                if (prints(codePoint)) {
                    shown.appendCodePoint(codePoint);
                } else {
                    shown.append(String.format("\\u%04X", codePoint));
                }
            }
        }
    }

    /** FORMAT holds the marks that turn the direction of a line, so that a log shows what was never written. */
    static boolean prints(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
