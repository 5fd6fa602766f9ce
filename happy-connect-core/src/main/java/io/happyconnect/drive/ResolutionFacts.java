package io.happyconnect.drive;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Race;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a resolver's answers on any thread and keeps them until a thread of the race fetches them, so that a resolver never
 * waits for a race.
 */
final class ResolutionFacts implements Answers {

    /** What became known when. */
    private record Fact(long at, LongConsumer tellRace) {}

    private final RacePlan plan;
    private final Race race;
    private final RaceRecord record;
    private final Admission admission;
    private final Runnable onNews;
    private List<Fact> unread = List.of(); // guarded by this
    private @Nullable Lookup lookup;
    private boolean done; // guarded by the lock of the race

    ResolutionFacts(RacePlan plan, Race race, RaceRecord record, Runnable onNews) {
        this.plan = plan;
        this.race = race;
        this.record = record;
        this.admission = new Admission(plan);
        this.onNews = onNews;
    }

    /** Asks the resolver, or takes what is known already. */
    void begin() {
        List<? extends Candidate> known = plan.known();
        if (known != null) {
            tell(now -> {
                List<Candidate> refused = new ArrayList<>(0);
                List<Candidate> admitted = admission.admit(known, refused);
                if (!refused.isEmpty()) {
                    record.answered(null, admitted, refused, null, now);
                }
                discovered(admitted, now);
            });
            done();
            return;
        }
        try {
            lookup = plan.resolver().resolve(plan.target(), this);
        } catch (RuntimeException | Error broken) {
            UnknownHostException failure = new UnknownHostException("resolver failed: " + broken);
            failure.initCause(broken);
            failed(failure);
            done();
        }
    }

    /** Nobody waits for answers any more. */
    void cancel() {
        Lookup running = lookup;
        if (running != null) {
            try {
                running.cancel();
            } catch (RuntimeException foreign) {
                Log.foreignFailure("cancelling the lookup of " + plan.target(), foreign);
            }
        }
    }

    /** Whether there is something the race has not been told. */
    synchronized boolean hasNews() {
        return !unread.isEmpty();
    }

    /** Tells the race what has come in. Under the lock of the race. */
    void tellRace() {
        List<Fact> facts;
        synchronized (this) {
            facts = unread;
            unread = List.of();
        }
        for (Fact fact : facts) {
            if (!done && !race.hasEnded()) {
                fact.tellRace().accept(fact.at());
            }
        }
    }

    private void tell(LongConsumer fact) {
        synchronized (this) {
            if (unread.isEmpty()) {
                unread = new ArrayList<>(2);
            }
            unread.add(new Fact(Clock.now(), fact));
        }
        onNews.run();
    }

    private void take(@Nullable AddressFamily family, List<? extends Candidate> found, long now) {
        List<Candidate> refused = new ArrayList<>(0);
        List<Candidate> admitted = admission.admit(found, refused);
        record.answered(family, admitted, refused, null, now);
        discovered(admitted, now);
    }

    private void discovered(List<Candidate> admitted, long now) {
        if (!admitted.isEmpty()) {
            race.discovered(admitted, now);
            record.sorted();
        }
    }

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        List<Candidate> found = List.copyOf(candidates);
        tell(now -> {
            take(family, found, now);
            race.answered(family);
        });
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        List<Candidate> found = List.copyOf(candidates);
        tell(now -> take(null, found, now));
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        tell(now -> {
            record.answered(family, List.of(), List.of(), cause, now);
            race.lookupFailed();
            race.answered(family);
        });
    }

    @Override
    public void failed(IOException cause) {
        tell(now -> {
            record.answered(null, List.of(), List.of(), cause, now);
            race.lookupFailed();
        });
    }

    @Override
    public void done() {
        tell(now -> {
            done = true;
            race.resolved();
        });
    }
}
