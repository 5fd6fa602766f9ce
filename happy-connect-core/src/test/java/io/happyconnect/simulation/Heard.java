package io.happyconnect.simulation;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.util.ArrayList;
import java.util.List;

/** What a listener has heard of one race, and whether it may be heard in this order. */
final class Heard {

    private final RaceCase race;
    private final Timeline timeline;
    private final List<AttemptReport> ended = new ArrayList<>(2);
    private final List<Candidate> started = new ArrayList<>(2);
    private final List<AnswerReport> answers = new ArrayList<>(2);
    private RaceStart start;
    private boolean isLookedUp;
    private RaceReport report;
    private boolean isListenedTo;
    private int depth;
    private int discarded;

    Heard(RaceCase race, Timeline timeline) {
        this.race = race;
        this.timeline = timeline;
    }

    void begins() {
        isListenedTo = true;
    }

    RaceReport report() {
        return report;
    }

    int discarded() {
        return discarded;
    }

    int started() {
        return started.size();
    }

    /** An event begins: no other one is being told. */
    void enter(String what) {
        timeline.tell(() -> "listener of " + race + ": " + what);
        if (depth++ > 0) {
            timeline.violated("two events of " + race + " at once, the second is " + what);
        }
    }

    void leave() {
        depth--;
    }

    void raceStarted(RaceStart begun) {
        expect(start == null, "raceStarted twice");
        start = begun;
    }

    void lookupStarted(RaceStart begun) {
        expectRunning(begun, "lookupStarted");
        expect(!isLookedUp && answers.isEmpty() && started.isEmpty(), "lookupStarted late");
        expect(race.known == null, "lookupStarted without a name");
        isLookedUp = true;
    }

    void answerReceived(RaceStart begun, AnswerReport answer) {
        expectRunning(begun, "answerReceived");
        expect(isLookedUp || race.known != null, "answerReceived without a lookup");
        answers.add(answer);
    }

    void candidatesSorted(RaceStart begun, List<Candidate> candidates) {
        expectRunning(begun, "candidatesSorted");
        expect(candidates.containsAll(started), "candidatesSorted without the tried ones");
    }

    void attemptStarted(RaceStart begun, int index, Candidate candidate) {
        expectRunning(begun, "attemptStarted");
        expect(index == started.size(), "attemptStarted " + index + " after " + started.size());
        expect(!started.contains(candidate), "attemptStarted twice for " + candidate);
        started.add(candidate);
    }

    void attemptEnded(RaceStart begun, AttemptReport attempt) {
        expectRunning(begun, "attemptEnded");
        expect(attempt.index() < started.size(), "attemptEnded before attemptStarted");
        for (AttemptReport each : ended) {
            expect(each.index() != attempt.index(), "attemptEnded twice");
        }
        ended.add(attempt);
    }

    void raceEnded(RaceReport end) {
        expectRunning(end.start(), "raceEnded");
        report = end;
        expect(ended.size() == started.size(), "raceEnded before its attempts");
        expect(end.attempts().size() == started.size(), "raceEnded with other attempts");
        for (AttemptReport each : ended) {
            expect(end.attempts().get(each.index()).equals(each), "raceEnded with another end of attempt " + each);
        }
        expect(end.answers().equals(answers), "raceEnded with other answers");
        long won = ended.stream()
                .filter(each -> each.outcome() == AttemptOutcome.WON)
                .count();
        expect(won == (end.winner().isPresent() ? 1 : 0), "raceEnded with " + won + " winners");
    }

    void socketDiscarded(RaceStart begun, Candidate candidate) {
        expect(begun.equals(start), "socketDiscarded of another race");
        expect(started.contains(candidate), "socketDiscarded of a stranger");
        discarded++;
    }

    private void expectRunning(RaceStart begun, String what) {
        expect(begun.equals(start), what + " of a race that has not started");
        expect(report == null, what + " after raceEnded");
    }

    /** The future is completed, with this report. */
    void isToldBeforeTheFuture(RaceReport ofTheFuture) {
        if (isListenedTo) {
            expect(report != null, "the future was completed before the listener heard of it");
            expect(report == ofTheFuture, "the future brought another report");
        }
    }

    /** All is over. */
    void isOver() {
        if (isListenedTo) {
            expect(report != null, "never told of the end");
            expect(isLookedUp || race.known != null || race.isCancelled(), "never told of the lookup");
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            timeline.violated("the listener of " + race + ": " + otherwise);
        }
    }
}
