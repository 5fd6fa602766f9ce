package io.happyconnect.selection;

import io.happyconnect.order.PolicyTable;
import io.happyconnect.order.Prefix;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The format of gai.conf(5), as glibc reads it: {@code label}, {@code precedence} and {@code scopev4} lines, each with a prefix
 * and a number. Lines of one kind together replace glibc's default of that kind; where there is none of a kind, its default
 * holds, which is nearer to RFC 3484 than to RFC 6724. What glibc passes over is passed over.
 */
final class GaiConf {

    private static final int MOST_SCOPE = 15;

    /** getaddrinfo.c: RFC 3484, and site-local, unique local and Teredo addresses with labels of their own. */
    private static final Map<Prefix, Integer> DEFAULT_LABELS = table(
            "::1/128",
            0,
            "2002::/16",
            2,
            "::/96",
            3,
            "::ffff:0:0/96",
            4,
            "fec0::/10",
            5,
            "fc00::/7",
            6,
            "2001::/32",
            7,
            "::/0",
            1);

    private static final Map<Prefix, Integer> DEFAULT_PRECEDENCES =
            table("::1/128", 50, "2002::/16", 30, "::/96", 20, "::ffff:0:0/96", 10, "::/0", 40);

    private final Map<Prefix, Integer> labels = new LinkedHashMap<>();
    private final Map<Prefix, Integer> precedences = new LinkedHashMap<>();
    private final Map<Prefix, Integer> scopes = new LinkedHashMap<>();

    private GaiConf() {}

    private static Map<Prefix, Integer> table(Object... rows) {
        Map<Prefix, Integer> table = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i += 2) {
            table.put(Prefix.parse((String) rows[i]), (Integer) rows[i + 1]);
        }
        return table;
    }

    static PolicyTable parse(String text) {
        GaiConf conf = new GaiConf();
        // Not String.lines: to glibc a carriage return is a space.
        for (String line : text.split("\n", -1)) {
            conf.addLine(line);
        }
        return conf.policy();
    }

    private PolicyTable policy() {
        PolicyTable.Builder policy = PolicyTable.builder();
        (labels.isEmpty() ? DEFAULT_LABELS : labels).forEach(policy::label);
        (precedences.isEmpty() ? DEFAULT_PRECEDENCES : precedences).forEach(policy::precedence);
        if (!scopes.isEmpty()) {
            policy.ipv4Scopes(scopes);
        }
        return policy.build();
    }

    private void addLine(String line) {
        StringTokenizer words = new StringTokenizer(upTo('\0', upTo('#', line)), " \t\u000b\f\r");
        if (words.countTokens() < 2) {
            return;
        }
        String command = words.nextToken();
        String prefix = words.nextToken();
        // strtoul makes 0 of nothing, and glibc does not mind.
        int value = number(words.hasMoreTokens() ? words.nextToken() : "");
        if (value < 0) {
            return;
        }
        switch (command) {
            case "label" -> put(labels, ipv6(prefix), value);
            case "precedence" -> put(precedences, ipv6(prefix), value);
            case "scopev4" -> put(scopes, ipv4(prefix), Math.min(value, MOST_SCOPE));
            default -> {
                // "reload" is meant for processes that read the file only once.
            }
        }
    }

    // glibc sorts by length and keeps the order of the file among equals: the first of two lines wins.
    private static void put(Map<Prefix, Integer> table, @Nullable Prefix prefix, int value) {
        if (prefix != null) {
            table.putIfAbsent(prefix, value);
        }
    }

    private static String upTo(char end, String line) {
        int at = line.indexOf(end);
        return at < 0 ? line : line.substring(0, at);
    }

    private static @Nullable Prefix ipv6(String text) {
        return text.indexOf(':') < 0 ? null : prefix(text, 128);
    }

    /** Either form; the length of a mapped prefix counts all 128 bits. */
    private static @Nullable Prefix ipv4(String text) {
        Prefix prefix = prefix(text, text.indexOf(':') < 0 ? 32 : 128);
        return prefix == null || !prefix.isIpv4() ? null : prefix;
    }

    private static @Nullable Prefix prefix(String text, int most) {
        int slash = text.indexOf('/');
        int length = slash < 0 ? most : number(text.substring(slash + 1));
        return length < 0 || length > most
                ? null
                : Prefix.find((slash < 0 ? text : text.substring(0, slash)) + "/" + length)
                        .orElse(null);
    }

    /** What strtoul makes of it, if it fits into an int; or -1. */
    private static int number(String text) {
        int from = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = Math.min(number * 10 + digit, Integer.MAX_VALUE + 1L);
        }
        boolean isNegative = from == 1 && text.charAt(0) == '-' && number != 0;
        boolean isSignAlone = from == 1 && text.length() == 1;
        return isNegative || isSignAlone || number > Integer.MAX_VALUE ? -1 : (int) number;
    }
}
