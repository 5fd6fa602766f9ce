package io.happyconnect.ssh;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Match} asks for, as far as it is understood: the criteria that say nothing of commands, networks or a second
 * pass.
 */
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

    /** Criteria of a second pass, the only ones not understood that have no value. */
    private static final Set<String> SECOND_PASS = Set.of("final", "canonical");

    private final List<Criterion> criteria = new ArrayList<>();
    private boolean understood = true;
    private boolean ofSecondPass;

    /** Takes the words of a line. */
    MatchCriteria(List<String> words) {
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            boolean negated = word.startsWith("!");
            add(negated ? word.substring(1) : word, negated, rest);
        }
        understood &= !criteria.isEmpty();
    }

    private void add(String word, boolean negated, Iterator<String> rest) {
        Kind kind = kind(word);
        if (kind == Kind.ALL) {
            criteria.add(new Criterion(kind, negated, List.of()));
        } else if (kind != null && rest.hasNext()) {
            criteria.add(new Criterion(kind, negated, List.of(rest.next().split(","))));
        } else {
            understood = false;
            if (SECOND_PASS.contains(word.toLowerCase(Locale.ROOT))) {
                ofSecondPass |= !negated;
            } else if (rest.hasNext()) {
                rest.next();
            }
        }
    }

    /** Whether it is known to be fulfilled if {@link #hold}; otherwise it may be. */
    boolean areUnderstood() {
        return understood;
    }

    /** Whether OpenSSH looks at them when all lines have been read, and no earlier. */
    boolean areOfSecondPass() {
        return ofSecondPass;
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
     * Whether a host fulfils those that are understood.
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
