package io.happyconnect.simulation;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.util.List;
import java.util.function.Consumer;

/** Hears all races of a world, each by itself, and lets the world go on meanwhile. */
final class CheckingListener implements RaceListener {

    private final World world;
    private final Tally tally;

    CheckingListener(World world, Tally tally) {
        this.world = world;
        this.tally = tally;
    }

    private void hear(RaceStart race, String what, Consumer<Heard> event) {
        Heard heard = world.race(race.target().port()).heard;
        heard.enter(what);
        event.accept(heard);
        world.pause();
        heard.leave();
    }

    @Override
    public void raceStarted(RaceStart race) {
        hear(race, "raceStarted", heard -> heard.raceStarted(race));
        tally.raceStarted();
    }

    @Override
    public void lookupStarted(RaceStart race) {
        hear(race, "lookupStarted", heard -> heard.lookupStarted(race));
    }

    @Override
    public void answerReceived(RaceStart race, AnswerReport answer) {
        hear(race, "answerReceived", heard -> heard.answerReceived(race, answer));
    }

    @Override
    public void candidatesSorted(RaceStart race, List<Candidate> candidates) {
        hear(race, "candidatesSorted", heard -> heard.candidatesSorted(race, candidates));
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        hear(race, "attemptStarted " + candidate, heard -> heard.attemptStarted(race, index, candidate));
        tally.attemptStarted(candidate);
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        hear(
                race,
                "attemptEnded " + attempt.candidate() + " " + attempt.outcome(),
                heard -> heard.attemptEnded(race, attempt));
        tally.attemptEnded(attempt);
    }

    @Override
    public void raceEnded(RaceReport report) {
        hear(report.start(), "raceEnded " + report.outcome(), heard -> heard.raceEnded(report));
        tally.raceEnded(report);
    }

    @Override
    public void socketDiscarded(RaceStart race, Candidate candidate) {
        hear(race, "socketDiscarded " + candidate, heard -> heard.socketDiscarded(race, candidate));
    }
}
