package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners as one: each is guarded, so that each hears every event whatever the others throw. */
final class CompositeListener implements RaceListener {

    private final List<RaceListener> listeners;

    private CompositeListener(List<RaceListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    static RaceListener of(Collection<? extends RaceListener> listeners) {
        List<RaceListener> flat = new ArrayList<>();
        for (RaceListener listener : listeners) {
            RaceListener guarded = RaceListener.guarded(listener);
            if (guarded instanceof CompositeListener composite) {
                flat.addAll(composite.listeners);
            } else if (guarded instanceof GuardedListener) {
                flat.add(guarded);
            }
        }
        return switch (flat.size()) {
            case 0 -> NONE;
            case 1 -> flat.get(0);
            default -> new CompositeListener(flat);
        };
    }

    @Override
    public void raceStarted(RaceStart race) {
        each(listener -> listener.raceStarted(race));
    }

    @Override
    public void lookupStarted(RaceStart race) {
        each(listener -> listener.lookupStarted(race));
    }

    @Override
    public void answerReceived(RaceStart race, AnswerReport answer) {
        each(listener -> listener.answerReceived(race, answer));
    }

    @Override
    public void candidatesSorted(RaceStart race, List<Candidate> candidates) {
        each(listener -> listener.candidatesSorted(race, candidates));
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        each(listener -> listener.attemptStarted(race, index, candidate));
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        each(listener -> listener.attemptEnded(race, attempt));
    }

    @Override
    public void raceEnded(RaceReport report) {
        each(listener -> listener.raceEnded(report));
    }

    @Override
    public void socketDiscarded(RaceStart race, Candidate candidate) {
        each(listener -> listener.socketDiscarded(race, candidate));
    }

    private void each(Consumer<RaceListener> event) {
        listeners.forEach(event);
    }
}
