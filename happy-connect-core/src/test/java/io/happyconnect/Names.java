package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Resolvers that tests need: one that knows every name by the same addresses, and one that answers when it is told to. */
final class Names {

    private Names() {}

    /** Answers at once, on the caller's thread. */
    static Resolver all(List<InetAddress> addresses) {
        return (target, answers) -> {
            answers.found(candidates(target, addresses));
            answers.done();
            return Lookup.ended();
        };
    }

    /** Brings these candidates, whatever they are. */
    static Resolver bringing(Candidate... candidates) {
        return (target, answers) -> {
            answers.found(List.of(candidates));
            answers.done();
            return Lookup.ended();
        };
    }

    static List<Candidate> candidates(Target target, List<InetAddress> addresses) {
        List<Candidate> candidates = new ArrayList<>();
        for (InetAddress address : addresses) {
            candidates.add(new AddressCandidate(address, target.port()));
        }
        return candidates;
    }

    /** Never answers; counts lookups and cancellations. */
    static final class Silent implements Resolver {

        final AtomicInteger lookups = new AtomicInteger();
        final AtomicInteger cancellations = new AtomicInteger();

        @Override
        public Lookup resolve(Target target, Answers answers) {
            lookups.incrementAndGet();
            return cancellations::incrementAndGet;
        }
    }
}
