package io.happyconnect.ssh;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.jspecify.annotations.Nullable;

/** What a {@code Match} asks for, all of it: the criteria that say nothing of commands, networks or a second pass. */
final class MatchCriteria {

    static final String UNDERSTOOD = "all, host, originalhost, user and localuser";

    private enum Kind {
        ALL,
        HOST,
        ORIGINALHOST,
        USER,
        LOCALUSER
    }

    private record Criterion(Kind kind, boolean negated, List<String> patterns) {}

    private final List<Criterion> criteria;

    private MatchCriteria(List<Criterion> criteria) {
        this.criteria = List.copyOf(criteria);
    }

    /** {@return the criteria, or {@code null} if one of them is not understood} */
    static @Nullable MatchCriteria parse(List<String> words) {
        List<Criterion> criteria = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            boolean negated = word.startsWith("!");
            Kind kind = kind(negated ? word.substring(1) : word);
            if (kind == null || (kind != Kind.ALL && !rest.hasNext())) {
                return null;
            }
            criteria.add(new Criterion(
                    kind,
                    negated,
                    kind == Kind.ALL ? List.of() : List.of(rest.next().split(","))));
        }
        return criteria.isEmpty() ? null : new MatchCriteria(criteria);
    }

    private static @Nullable Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        return null;
    }

    /**
     * Whether a host fulfils them.
     *
     * @param host the host that was asked for
     * @param soFar what the lines before say of it; {@code null} for nothing
     */
    boolean hold(String host, @Nullable HostConfigEntry soFar) {
        return criteria.stream().allMatch(criterion -> criterion.negated() != matches(criterion, host, soFar));
    }

    private static boolean matches(Criterion criterion, String host, @Nullable HostConfigEntry soFar) {
        return switch (criterion.kind()) {
            case ALL -> true;
            case ORIGINALHOST -> matches(criterion.patterns(), host, true);
            case HOST -> matches(criterion.patterns(), soFar == null ? host : orElse(soFar.getHostName(), host), true);
            case USER ->
                matches(
                        criterion.patterns(),
                        soFar == null ? localUser() : orElse(soFar.getUsername(), localUser()),
                        false);
            case LOCALUSER -> matches(criterion.patterns(), localUser(), false);
        };
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static String localUser() {
        return System.getProperty("user.name");
    }

    private static boolean matches(List<String> patterns, String value, boolean ofHosts) {
        boolean found = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            String glob = negated ? pattern.substring(1) : pattern;
            if (matches(glob, value, ofHosts)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private static boolean matches(String glob, String value, boolean ofHosts) {
        StringBuilder regex = new StringBuilder();
        for (char c : (ofHosts ? glob.toLowerCase(Locale.ROOT) : glob).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : java.util.regex.Pattern.quote(String.valueOf(c)));
        }
        return (ofHosts ? value.toLowerCase(Locale.ROOT) : value).matches(regex.toString());
    }
}
