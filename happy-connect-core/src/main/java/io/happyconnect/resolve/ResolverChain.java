package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.util.List;
import java.util.Objects;

/** Several resolvers, asked one after the other until one brings a candidate. */
final class ResolverChain implements Resolver {

    private final List<Resolver> resolvers;

    ResolverChain(List<Resolver> resolvers) {
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("resolvers is empty: a chain needs at least one");
        }
        this.resolvers = List.copyOf(resolvers);
    }

    @Override
    public Lookup resolve(Target target, Answers answers) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(answers, "answers");
        var lookup = new ChainLookup(resolvers.iterator(), target, answers);
        lookup.askNext();
        return lookup;
    }

    /** {@return what the first knows; nothing if it has to be asked, unless it is a table, which would know} */
    @Override
    public List<AddressCandidate> known(Target target) {
        for (Resolver each : resolvers) {
            List<AddressCandidate> known = each.known(target);
            if (!known.isEmpty() || !(each instanceof StaticHosts)) {
                return known;
            }
        }
        return List.of();
    }
}
