package io.happyconnect.route;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Names that stand for other targets: for several hosts, for another port, for addresses. All ways of all of them take part
 * in one race, those of the first first.
 *
 * <pre>{@code
 * Aliases.of(Map.of("orders-db", List.of("db-1.example.com:5433", "db-2.example.com:postgresql", "192.0.2.7")))
 * }</pre>
 *
 * <p>An alias may stand for names that are aliases again, {@link #MOST_STEPS} steps far. A name that comes again on its own
 * way is a loop, whatever its case, its trailing dot or its port. What is reached in two ways is tried once.
 *
 * <p>What the second target brings waits until the first has answered, but no longer than 50 ms (the resolution delay of RFC
 * 8305 §8); lookups run at the same time. Every way {@linkplain
 * io.happyconnect.candidate.Candidate#aliases() knows the names} that led to it, and so do reports and errors.
 */
public final class Aliases implements RouteLayer {

    /** The most aliases in a row. */
    public static final int MOST_STEPS = 8;

    /** RFC 8305 §8: how long a preference may hold up what is there. */
    private static final Duration RESOLUTION_DELAY = Duration.ofMillis(50);

    private final AliasLookup lookup;

    private Aliases(AliasLookup lookup) {
        this.lookup = lookup;
    }

    /**
     * A table of aliases, which is checked as a whole.
     *
     * @param table names, and for each what it stands for, in order of preference: names or IP literals, alone (the port is the
     *     one that is asked for) or with a port or a service, like {@code db-1.example.com}, {@code db-1.example.com:5433},
     *     {@code db-1.example.com:postgresql}, {@code 192.0.2.7} or {@code [2001:db8::7]:5433}; for channels also Unix domain
     *     sockets, like {@code unix:/run/app.sock}
     * @return the aliases
     * @throws IllegalArgumentException if a name or a target cannot be, a name is an address, stands for nothing or stands there
     *     twice, leads back to itself, or leads further than {@value #MOST_STEPS} steps; the message names the alias
     */
    public static Aliases of(Map<String, ? extends List<String>> table) {
        return new Aliases(AliasTable.of(table));
    }

    /**
     * Aliases that somebody else knows. Nothing can be checked beforehand: a loop, too many steps or more than 100 targets are a
     * failed lookup, and the other targets take part in the race.
     *
     * @param lookup asked on every connect
     * @return the aliases
     */
    public static Aliases from(AliasLookup lookup) {
        return new Aliases(Objects.requireNonNull(lookup, "lookup"));
    }

    /** {@inheritDoc} */
    @Override
    public Lookup resolve(Target target, Below below, Answers answers) {
        AliasExpansion expansion = AliasExpansion.of(target, lookup);
        if (expansion.isTheTargetItself()) {
            return below.resolve(target, answers);
        }
        for (String failure : expansion.failures()) {
            answers.failed(new UnknownHostException(failure));
        }
        if (expansion.ends().isEmpty()) {
            answers.done();
            return Lookup.ended();
        }
        return OrderedLookups.begin(
                RESOLUTION_DELAY,
                answers,
                expansion.ends().stream()
                        .map(end -> (Function<Answers, Lookup>)
                                branch -> below.resolve(end.target(), new NamedAnswers(branch, end.names())))
                        .toList());
    }
}
