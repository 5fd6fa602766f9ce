package io.happyconnect.simulation;

import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;

/** Throws at everything it hears. */
final class BrokenListener implements RaceListener {

    @Override
    public void raceStarted(RaceStart race) {
        throw new SimulatedFault("a listener that throws");
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        throw new StackOverflowError("a listener that throws");
    }

    @Override
    public void raceEnded(RaceReport report) {
        throw new SimulatedFault("a listener that throws");
    }
}
