package io.happyconnect.boot.dashboard;

import java.util.Locale;

/** The labels of the endpoint, numbers and durations, as people say them. */
final class Words {

    private Words() {}

    /** A closed list of words such as {@code connection_refused}. */
    static String error(String errorType) {
        return switch (errorType) {
            case "_other" -> "other error";
            case "unresolved" -> "nothing to connect to";
            default -> errorType.replace('_', ' ');
        };
    }

    static String family(String family) {
        return switch (family) {
            case "ipv4" -> "IPv4";
            case "ipv6" -> "IPv6";
            case "proxy", "tunnel" -> family;
            case "unix" -> "Unix socket";
            default -> "other";
        };
    }

    /** How a race ended. */
    static String outcome(String outcome) {
        return switch (outcome) {
            case "success" -> "connected";
            case "failure" -> "failed";
            case "timeout" -> "timed out";
            default -> outcome;
        };
    }

    /** Two or three digits that matter. */
    static String milliseconds(double ms) {
        if (ms < 9.95) {
            return String.format(Locale.ROOT, "%.1f ms", ms);
        }
        return ms < 999.5
                ? String.format(Locale.ROOT, "%.0f ms", ms)
                : String.format(Locale.ROOT, "%.2f s", ms / 1_000);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u00a0');
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** A host and a port; an IPv6 address has brackets, and a Unix domain socket no port. */
    static String target(String host, int port) {
        if (port == 0) {
            return host;
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
