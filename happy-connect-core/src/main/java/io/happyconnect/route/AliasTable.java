package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Aliases that were written down. Immutable; holds neither a loop nor a chain that is too long. */
final class AliasTable implements AliasLookup {

    /** A Target needs some port; none is kept. */
    private static final int ANY_PORT = 1;

    private final Map<String, List<AliasEnd>> ends;

    private AliasTable(Map<String, List<AliasEnd>> ends) {
        this.ends = Map.copyOf(ends);
    }

    static AliasTable of(Map<String, ? extends List<String>> table) {
        Objects.requireNonNull(table, "table");
        Map<String, List<AliasEnd>> ends = new HashMap<>();
        table.forEach((alias, targets) -> {
            String name = nameOf(alias);
            if (ends.putIfAbsent(name, endsOf(name, targets)) != null) {
                throw new IllegalArgumentException(
                        "alias '" + name + "' is there twice: put all its targets in one list");
            }
        });
        AliasTable checked = new AliasTable(ends);
        // In order, so that the same table is always refused in the same words.
        ends.keySet().stream().sorted().forEach(checked::refuseEndless);
        return checked;
    }

    private static String nameOf(String alias) {
        Target target;
        try {
            target = Target.of(alias, ANY_PORT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("alias cannot be: " + e.getMessage(), e);
        }
        if (target.isLiteral()) {
            throw new IllegalArgumentException(
                    "alias '" + target.host() + "' is an address: allowed are names, which stand for other targets");
        }
        return target.host();
    }

    private static List<AliasEnd> endsOf(String alias, List<String> targets) {
        List<AliasEnd> ends = new ArrayList<>();
        for (String target : targets) {
            try {
                ends.add(AliasEnd.parse(target));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("targets of alias '" + alias + "': " + e.getMessage(), e);
            }
        }
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("alias '" + alias + "' has no targets: give at least one");
        }
        return List.copyOf(ends);
    }

    private void refuseEndless(String alias) {
        List<String> failures =
                AliasExpansion.of(Target.of(alias, ANY_PORT), this).failures();
        if (!failures.isEmpty()) {
            throw new IllegalArgumentException("alias '" + alias + "' cannot be: " + failures.get(0));
        }
    }

    @Override
    public List<Target> targetsOf(Target target) {
        List<AliasEnd> known = ends.get(target.host());
        return known == null
                ? List.of()
                : known.stream().map(end -> end.target(target.port())).toList();
    }
}
