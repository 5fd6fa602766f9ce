package io.happyconnect;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;

/** Throws whatever it hears. */
final class ThrowingListener implements RaceListener {

    @Override
    public void raceStarted(RaceStart race) {
        throw new IllegalStateException("started");
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        throw new AssertionError("attempt started");
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        throw new StackOverflowError("attempt ended");
    }

    @Override
    public void raceEnded(RaceReport report) {
        throw new IllegalStateException("ended");
    }
}
