package io.happyconnect.simulation;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.simulation.RaceCase.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes down what each race is told by a resolver, and lets the world go on while it is asked. */
final class WatchedResolver implements Resolver {

    private final World world;
    private final Timeline timeline;
    private final Resolver resolver;

    WatchedResolver(World world, Timeline timeline, Resolver resolver) {
        this.world = world;
        this.timeline = timeline;
        this.resolver = resolver;
    }

    @Override
    public Lookup resolve(Target target, Answers answers) {
        RaceCase race = world.race(target.port());
        timeline.tell(() -> "look up " + target);
        race.lookupBegins();
        world.pause();
        Lookup lookup;
        try {
            lookup = resolver.resolve(target, new WatchedAnswers(race, answers));
        } catch (RuntimeException broken) {
            timeline.tell(() -> "the resolver throws");
            race.lookupEnds();
            race.told.add(new Told(timeline.now(), null, List.of(), new IOException(broken), false));
            race.told.add(new Told(timeline.now(), null, List.of(), null, true));
            throw broken;
        }
        world.pause();
        if (lookup == null) {
            race.lookupEnds();
            return null;
        }
        return () -> {
            race.lookupCancelled();
            lookup.cancel();
        };
    }

    private final class WatchedAnswers implements Answers {

        private final RaceCase race;
        private final Answers answers;

        WatchedAnswers(RaceCase race, Answers answers) {
            this.race = race;
            this.answers = answers;
        }

        // Nothing may come between this and the word itself, or what is written down is in another order.
        private void tell(AddressFamily family, List<? extends Candidate> found, IOException failure, boolean isDone) {
            timeline.tell(() -> "answer for " + race + ": "
                    + (isDone ? "done" : (family == null ? "" : family + " ") + (failure == null ? found : failure)));
            if (isDone) {
                race.lookupEnds();
            }
            race.told.add(new Told(timeline.now(), family, new ArrayList<>(found), failure, isDone));
        }

        @Override
        public void answered(AddressFamily family, List<? extends Candidate> candidates) {
            tell(family, candidates, null, false);
            answers.answered(family, candidates);
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            tell(null, candidates, null, false);
            answers.found(candidates);
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            tell(family, List.of(), cause, false);
            answers.failed(family, cause);
        }

        @Override
        public void failed(IOException cause) {
            tell(null, List.of(), cause, false);
            answers.failed(cause);
        }

        @Override
        public void done() {
            tell(null, List.of(), null, true);
            answers.done();
        }
    }
}
