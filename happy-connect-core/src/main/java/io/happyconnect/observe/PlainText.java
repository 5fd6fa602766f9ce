package io.happyconnect.observe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Text of others (candidates, exceptions, names) made safe to print in one line: what cannot be seen, or would move the
 * cursor or turn the direction of writing, becomes an escape as in Java source. Letters of any script stay.
 */
public final class PlainText {

    private static final int LONGEST = 300;
    private static final String ELLIPSIS = "...";

    private PlainText() {}

    /**
     * The text of any object, also of one whose {@code toString} throws.
     *
     * @param value an object
     * @return one line of 300 characters at most, of letters that can be seen and blanks
     */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        try {
            return escaped(Objects.requireNonNullElse(value.toString(), "null"));
        } catch (RuntimeException unprintable) {
            return escaped(value.getClass().getName());
        }
    }

    /** An exception as its message, under its simple name if the message is not a sentence: {@code example.com} says nothing. */
    static String of(Throwable failure) {
        return of(failure, message(failure));
    }

    /** The same for a line that names the host already: {@code example.com: no addresses} is {@code no addresses} there. */
    static String withoutHost(Throwable failure, String host) {
        String message = message(failure);
        if (!message.regionMatches(true, 0, host, 0, host.length())) {
            return of(failure, message);
        }
        // An absolute name has its dot.
        int end = message.startsWith(".", host.length()) ? host.length() + 1 : host.length();
        if (end == message.length()) {
            return of(failure, "");
        }
        return of(
                failure, message.charAt(end) == ':' ? message.substring(end + 1).strip() : message);
    }

    private static String of(Throwable failure, String message) {
        if (message.strip().indexOf(' ') >= 0) {
            return escaped(message);
        }
        String name = failure.getClass().getName();
        String simpleName = name.substring(name.lastIndexOf('.') + 1);
        return escaped(message.isBlank() ? simpleName : simpleName + ": " + message);
    }

    /** The message as it is, not escaped; empty if there is none. */
    static String message(Throwable failure) {
        try {
            return Objects.requireNonNullElse(failure.getMessage(), "");
        } catch (RuntimeException unreadable) {
            return "";
        }
    }

    /** The beginning, if the whole is too long. */
    static String start(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, boundary(text, Math.max(0, most - ELLIPSIS.length()))) + ELLIPSIS;
    }

    /** The beginning and the end, which both tell names apart, if the whole is too long. */
    static String ends(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int tail = Math.max(0, (most - ELLIPSIS.length()) / 2);
        String end = text.substring(boundary(text, text.length() - tail));
        return start(text, most - end.length()) + end;
    }

    private static String escaped(String text) {
        String beginning = start(text, LONGEST);
        StringBuilder escaped = new StringBuilder(beginning.length());
        beginning.codePoints().forEach(c -> append(escaped, c));
        return escaped.toString();
    }

    private static void append(StringBuilder to, int c) {
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                if (isVisible(c)) {
                    to.appendCodePoint(c);
                } else {
                    to.append(escape(c));
                }
            }
        }
    }

    private static String escape(int c) {
        String hex = Integer.toHexString(c);
        return c > 0xffff ? "\\u{" + hex + "}" : "\\u" + "0".repeat(4 - hex.length()) + hex;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    // Never cuts a surrogate pair in two.
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at))
                ? at - 1
                : at;
    }
}
