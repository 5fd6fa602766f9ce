package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.route.Below;
import io.happyconnect.route.RouteLayer;
import java.io.IOException;
import java.net.Socket;
import java.util.List;

/**
 * Asks the layers what they make of a target, with nothing below them: no resolver is asked and nothing is dialled. Whoever wants
 * only addresses learns whether addresses say all.
 */
final class RouteProbe implements Answers {

    private final Target asked;
    private boolean beyond; // guarded by this
    private boolean done; // guarded by this

    private RouteProbe(Target asked) {
        this.asked = asked;
    }

    /**
     * Whether nothing but addresses at the port that is asked for leads to a target. A layer that does not say so before it
     * returns, because it has to ask somebody itself, may well bring something else.
     */
    static boolean findsAddressesAlone(List<RouteLayer> layers, Target asked) {
        RouteProbe probe = new RouteProbe(asked);
        Lookup lookup;
        try {
            lookup = probe.below(layers).resolve(asked, probe);
        } catch (Throwable failedLookup) { // a foreign layer's
            // The real one will say so.
            return true;
        }
        cancel(lookup);
        return probe.hasFoundAddressesAlone();
    }

    private static void cancel(Lookup lookup) {
        try {
            lookup.cancel();
        } catch (Throwable broken) { // or there is none, whatever the signature says
            // It says nothing about the route, and the real one will say so.
        }
    }

    private synchronized boolean hasFoundAddressesAlone() {
        return done && !beyond;
    }

    private Below below(List<RouteLayer> layers) {
        return new Below() {
            @Override
            public Lookup resolve(Target target, Answers answers) {
                if (!layers.isEmpty() && target.unixSocket().isEmpty()) {
                    return layers.get(0).resolve(target, below(layers.subList(1, layers.size())), answers);
                }
                if (target.port() != asked.port()) {
                    foundMore();
                }
                answers.done();
                return Lookup.ended();
            }

            @Override
            public Dial dial(Target target) {
                return new NoDial();
            }
        };
    }

    private synchronized void foundMore() {
        beyond = true;
    }

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        found(candidates);
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (!(candidate instanceof AddressCandidate address) || address.port() != asked.port()) {
                foundMore();
            }
        }
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        // The real lookup will say so.
    }

    @Override
    public void failed(IOException cause) {
        // As above.
    }

    @Override
    public synchronized void done() {
        done = true;
    }

    private static final class NoDial implements Dial {

        @Override
        public Socket connect() throws IOException {
            throw new IOException("a question about a route connects to nothing");
        }

        @Override
        public void cancel() {
            // Nothing is held.
        }
    }
}
