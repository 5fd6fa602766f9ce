package io.happyconnect.dns.files;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Collects what the lines of a resolv.conf say. A later line replaces an earlier one, servers and options add up. */
final class ResolvConfReader {

    static final int PORT = 53;

    /** glibc's limits (RES_MAXNDOTS, RES_MAXRETRANS, RES_MAXRETRY). */
    private static final int MAX_NDOTS = 15;

    private static final int MAX_TIMEOUT_SECONDS = 30;
    private static final int MAX_ATTEMPTS = 5;

    private final List<InetSocketAddress> servers = new ArrayList<>();
    private @Nullable List<String> search;
    private int ndots = 1;
    private int timeoutSeconds = 5;
    private int attempts = 2;
    private boolean rotate;
    private boolean useTcp;
    private boolean noAaaa;
    private boolean singleRequest;
    private boolean noTldQuery;
    private boolean reload = true;

    void line(String line) {
        if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';') {
            return;
        }
        var words = new StringTokenizer(line, " \t\r\f");
        String keyword = words.hasMoreTokens() ? words.nextToken() : "";
        switch (keyword) {
            case "nameserver" -> server(words);
            case "domain" -> search = words.hasMoreTokens() ? domains(words.nextToken()) : search;
            case "search" -> search = domains(rest(words));
            case "options" -> options(rest(words));
            default -> {}
        }
    }

    private static String rest(StringTokenizer words) {
        var rest = new StringBuilder();
        while (words.hasMoreTokens()) {
            rest.append(words.nextToken()).append(' ');
        }
        return rest.toString();
    }

    private void server(StringTokenizer words) {
        InetAddress address = words.hasMoreTokens() ? Literals.address(words.nextToken()) : null;
        if (address != null) {
            servers.add(new InetSocketAddress(address, PORT));
        }
    }

    private static List<String> domains(String text) {
        Set<String> domains = new LinkedHashSet<>();
        var words = new StringTokenizer(text);
        while (words.hasMoreTokens()) {
            String domain = Literals.name(words.nextToken());
            if (domain != null) {
                domains.add(domain);
            }
        }
        return List.copyOf(domains);
    }

    private void options(String text) {
        var words = new StringTokenizer(text);
        while (words.hasMoreTokens()) {
            option(words.nextToken());
        }
    }

    private void option(String option) {
        switch (option) {
            case "rotate" -> rotate = true;
            case "use-vc" -> useTcp = true;
            case "no-aaaa" -> noAaaa = true;
            case "single-request" -> singleRequest = true;
            case "no-tld-query" -> noTldQuery = true;
            case "no-reload" -> reload = false;
            default -> {
                ndots = number(option, "ndots:", 0, MAX_NDOTS, ndots);
                timeoutSeconds = number(option, "timeout:", 1, MAX_TIMEOUT_SECONDS, timeoutSeconds);
                attempts = number(option, "attempts:", 1, MAX_ATTEMPTS, attempts);
            }
        }
    }

    private static int number(String option, String name, int least, int most, int otherwise) {
        if (!option.startsWith(name)) {
            return otherwise;
        }
        String digits = option.substring(name.length());
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return otherwise;
        }
        // More digits than any limit has.
        int value = digits.length() > 6 ? most : Integer.parseInt(digits);
        return Math.max(least, Math.min(value, most));
    }

    ResolvConf finish(Surroundings surroundings) {
        options(surroundings.options());
        if (servers.isEmpty()) {
            servers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
        }
        return new ResolvConf(
                servers,
                searchList(surroundings),
                ndots,
                Duration.ofSeconds(timeoutSeconds),
                attempts,
                rotate,
                useTcp,
                noAaaa,
                singleRequest,
                noTldQuery,
                reload);
    }

    private List<String> searchList(Surroundings surroundings) {
        if (!surroundings.localDomain().isBlank()) {
            return domains(surroundings.localDomain());
        }
        if (search != null) {
            return search;
        }
        int dot = surroundings.hostName().indexOf('.');
        return dot < 0 ? List.of() : domains(surroundings.hostName().substring(dot + 1));
    }
}
