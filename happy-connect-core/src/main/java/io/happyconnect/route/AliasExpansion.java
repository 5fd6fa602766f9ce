package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows the aliases of a target to their ends, depth first, so that the ends come in order of preference. A name is followed
 * once; so the work is that of the table, however often its ways cross.
 */
final class AliasExpansion {

    private static final int MOST_TARGETS = 100;

    /**
     * Where a way ends.
     *
     * @param target what is to be resolved
     * @param names the hosts on the way, from the one that was asked for to that of the target
     */
    record End(Target target, List<String> names) {}

    private final Target asked;
    private final AliasLookup lookup;
    private final Set<Target> seen = new HashSet<>();
    private final List<End> ends = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private AliasExpansion(Target asked, AliasLookup lookup) {
        this.asked = asked;
        this.lookup = lookup;
    }

    static AliasExpansion of(Target asked, AliasLookup lookup) {
        AliasExpansion expansion = new AliasExpansion(asked, lookup);
        expansion.follow(asked, List.of(asked.host()));
        return expansion;
    }

    private void follow(Target target, List<String> names) {
        if (!seen.add(target)) {
            return;
        }
        if (seen.size() > MOST_TARGETS) {
            fail(names, "more than " + MOST_TARGETS + " targets");
            return;
        }
        List<Target> next;
        try {
            next = target.isLiteral() || target.unixSocket().isPresent()
                    ? List.of()
                    : List.copyOf(lookup.targetsOf(target));
        } catch (RuntimeException broken) {
            fail(names, "the lookup of the alias failed: " + broken);
            return;
        }
        if (next.isEmpty()) {
            ends.add(new End(target, names));
        } else if (names.size() > Aliases.MOST_STEPS) {
            fail(names, "more than " + Aliases.MOST_STEPS + " aliases in a row");
        } else {
            next.forEach(each -> step(each, names));
        }
    }

    private void step(Target target, List<String> names) {
        List<String> further = new ArrayList<>(names);
        further.add(target.host());
        // The host of a Target is lower case and has no trailing dot.
        if (names.contains(target.host())) {
            fail(further, "an alias that leads back to itself");
        } else {
            follow(target, List.copyOf(further));
        }
    }

    private void fail(List<String> names, String why) {
        failures.add(String.join(" -> ", names) + ": " + why);
    }

    boolean isTheTargetItself() {
        return failures.isEmpty() && ends.size() == 1 && ends.get(0).target().equals(asked);
    }

    List<End> ends() {
        return ends;
    }

    List<String> failures() {
        return failures;
    }
}
