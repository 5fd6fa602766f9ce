package io.happyconnect.drive;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RefusedCandidate;
import io.happyconnect.race.Race;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a resolver's answers on any thread, sifts them and keeps them until a thread of the race fetches them. So a resolver
 * never waits for a race.
 *
 * <p>What has come is to be {@linkplain #sort put in order} before the race hears of it: with no lock held, and on a thread that
 * nobody but this race needs. The one that brought an answer may be needed by others, who wait for the same name or for the
 * same resolver. Several threads may try; one of them puts in order what has come, and looks whether there is more.
 */
final class ResolutionFacts implements Answers, Resolution {

    /** Whom it tells. */
    @FunctionalInterface
    interface Audience {

        /** Something has come in; on any thread. */
        void news();
    }

    private final RacePlan plan;
    private final Race race;
    private final RaceRecord record;
    private final Audience audience;
    private List<Answer> unsorted = List.of(); // guarded by this
    private boolean
            sorting; // guarded by this; somebody puts answers in order, and looks afterwards whether there are more
    private List<Answer> unread = List.of(); // guarded by this
    private boolean done; // guarded by this
    private @Nullable Intake intake; // guarded by this
    private SortedCandidates known = SortedCandidates.NONE; // of who sorts, and so is what follows
    private List<Candidate> unprepared = List.of();
    private boolean severalAdmitted;
    private volatile boolean cancelled; // written under this
    private @Nullable Lookup lookup; // guarded by this; while it is to be cancelled

    ResolutionFacts(RacePlan plan, Race race, RaceRecord record, Audience audience) {
        this.plan = plan;
        this.race = race;
        this.record = record;
        this.audience = audience;
    }

    /** Tells a race what was known before it began, so that there is nothing to ask or to wait for. Under the lock of the race. */
    static void tell(SortedCandidates answered, long at, Race race, RaceRecord record) {
        if (!race.hasEnded()) {
            record.knew(answered);
            race.discovered(answered, at);
            record.sorted();
            race.resolved();
        }
    }

    /** Asks the resolver, or takes what is known already. */
    @Override
    public void begin() {
        List<? extends Candidate> known = plan.known();
        if (known != null) {
            take(sift(null, known, true));
            return;
        }
        try {
            asked(plan.resolver().resolve(plan.target(), this));
        } catch (Throwable broken) { // Kotlin and Lombok throw what is not declared
            UnknownHostException failure = new UnknownHostException("resolver failed: " + broken);
            failure.initCause(broken);
            failed(failure);
            done();
        }
    }

    private void asked(@Nullable Lookup begun) { // a foreign resolver's, whatever the signature says
        synchronized (this) {
            if (!cancelled) {
                lookup = begun;
                return;
            }
        }
        cancel(begun); // whoever cancelled the race could not see it yet
    }

    /** Nobody waits for answers any more. */
    @Override
    public void cancel() {
        Lookup running;
        synchronized (this) {
            cancelled = true;
            running = lookup;
            lookup = null;
        }
        cancel(running);
    }

    private void cancel(@Nullable Lookup running) {
        if (running != null) {
            try {
                running.cancel();
            } catch (Throwable foreign) { // it may be undeclared, and the result of the race comes after it
                Log.foreignFailure("cancelling the lookup of " + plan.target(), foreign);
            }
        }
    }

    /** Whether there is something the race has not been told, and nobody is about to. */
    @Override
    public synchronized boolean hasNews() {
        return !unread.isEmpty() || hasUnsorted();
    }

    /** Whether something has to be put in order, and nobody is about to. */
    @Override
    public synchronized boolean hasUnsorted() {
        return !sorting && !unsorted.isEmpty();
    }

    /** Tells the race what has come in. Under the lock of the race. */
    @Override
    public void tellRace() {
        List<Answer> answers;
        synchronized (this) {
            answers = unread;
            unread = List.of();
        }
        for (int i = 0; i < answers.size(); i++) {
            if (!race.hasEnded()) {
                tellRace(answers.get(i));
            }
        }
    }

    private void tellRace(Answer answer) {
        if (!answer.last() || (plan.known() != null && !answer.refused().isEmpty())) {
            record.answered(answer);
        }
        if (answer.failure() != null) {
            race.lookupFailed();
        }
        SortedCandidates all = answer.known();
        if (all != null) {
            race.discovered(all, answer.at());
            record.sorted();
        }
        if (answer.family() != null) {
            race.answered(answer.family());
        }
        if (answer.last()) {
            race.resolved();
        }
    }

    private Answer sift(@Nullable AddressFamily family, List<? extends Candidate> all, boolean last) {
        List<? extends Candidate> found = taken(all);
        List<Candidate> admitted = new ArrayList<>(found.size());
        List<RefusedCandidate> refused = List.of();
        for (int i = 0; i < found.size(); i++) {
            Candidate candidate = found.get(i);
            if (candidate == null) { // a foreign resolver's, whatever the signature says
                continue;
            }
            String refusal = Admission.refusal(plan, candidate);
            if (refusal == null) {
                admitted.add(candidate);
            } else {
                refused = refused.isEmpty() ? new ArrayList<>() : refused;
                refused.add(new RefusedCandidate(candidate, refusal));
            }
        }
        return new Answer(record.now(), family, admitted, refused, null, last);
    }

    private synchronized List<? extends Candidate> taken(List<? extends Candidate> found) {
        return done ? List.of() : intake().of(found);
    }

    /** Made when a resolver answers: most races know the answer. Guarded by this. */
    private Intake intake() {
        Intake made = intake;
        if (made == null) {
            made = new Intake();
            intake = made;
        }
        return made;
    }

    private void sort(Answer answer) {
        List<Candidate> admitted = answer.candidates();
        if (admitted.isEmpty() || cancelled) {
            return;
        }
        try {
            prepareToSort(admitted);
            known = known.with(admitted, plan.settings());
            answer.makesKnown(known);
        } catch (Throwable broken) { // it may be undeclared, and the race needs an end of the answers
            Log.unexpected("in a candidate for " + plan.target() + "; those that came with it are not tried", broken);
        }
    }

    private void prepareToSort(List<Candidate> admitted) {
        List<Candidate> toPrepare = unprepared.isEmpty() ? admitted : both(unprepared, admitted);
        // A single candidate is not sorted.
        severalAdmitted |= toPrepare.size() > 1;
        unprepared = severalAdmitted ? List.of() : toPrepare;
        if (severalAdmitted) {
            try {
                plan.settings().addressOrder().prepare(toPrepare);
            } catch (Throwable foreign) {
                Log.foreignFailure("preparing to sort the addresses of " + plan.target(), foreign);
            }
        }
    }

    private static List<Candidate> both(List<Candidate> some, List<Candidate> more) {
        List<Candidate> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }

    private void take(Answer answer) {
        synchronized (this) {
            if (done) {
                return;
            }
            done = answer.last();
            add(answer);
            if (intake().isLastAnswer() && !done) {
                done = true;
                add(Answer.END);
            }
            intake = done ? null : intake;
        }
        audience.news();
    }

    /** Guarded by this. */
    private void add(Answer answer) {
        if (!sorting && unsorted.isEmpty() && answer.candidates().isEmpty()) {
            passOn(List.of(answer));
        } else {
            unsorted = plus(unsorted, answer);
        }
    }

    /**
     * Puts in order what has come, for the race to be told next. Runs the order and the candidates, whoever wrote them. Whoever
     * calls this asks afterwards whether {@linkplain #hasNews more has come}: who brought it may have found this thread at it.
     */
    @Override
    public void sort() {
        List<Answer> mine;
        synchronized (this) {
            if (!hasUnsorted()) {
                return;
            }
            mine = unsorted;
            unsorted = List.of();
            sorting = true;
        }
        try {
            for (int i = 0; i < mine.size(); i++) {
                sort(mine.get(i));
            }
        } finally {
            synchronized (this) {
                sorting = false;
                passOn(mine);
            }
        }
    }

    /** Whether the order promises to keep nobody waiting. */
    @Override
    public boolean sortsAtOnce() {
        try {
            return plan.settings().addressOrder().neverWaits();
        } catch (Throwable foreign) {
            return false;
        }
    }

    private void passOn(List<Answer> answers) {
        if (unread.isEmpty()) {
            unread = answers;
            return;
        }
        for (int i = 0; i < answers.size(); i++) {
            unread = plus(unread, answers.get(i));
        }
    }

    private static List<Answer> plus(List<Answer> answers, Answer another) {
        if (answers.isEmpty()) {
            return List.of(another);
        }
        List<Answer> more = new ArrayList<>(answers);
        more.add(another);
        return more;
    }

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        take(sift(family, candidates, false));
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        take(sift(null, candidates, false));
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        take(new Answer(record.now(), family, List.of(), List.of(), cause, false));
    }

    @Override
    public void failed(IOException cause) {
        take(new Answer(record.now(), null, List.of(), List.of(), cause, false));
    }

    @Override
    public void done() {
        take(Answer.END);
    }
}
