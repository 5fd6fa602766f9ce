package io.happyconnect.simulation;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceReport;
import java.util.Map;
import java.util.TreeMap;

/** Counts events as a listener for metrics does, each by itself, and the same things in reports. */
final class Tally {

    private final Map<String, Integer> events = new TreeMap<>();
    private int runningRaces;
    private int runningAttempts;

    void raceStarted() {
        runningRaces++;
        add(events, "races");
    }

    void attemptStarted(Candidate candidate) {
        runningAttempts++;
        add(events, "attempts " + candidate.family());
    }

    void attemptEnded(AttemptReport attempt) {
        runningAttempts--;
        countEnd(events, attempt);
    }

    void raceEnded(RaceReport report) {
        runningRaces--;
        countEnd(events, report);
    }

    private static void countEnd(Map<String, Integer> into, AttemptReport attempt) {
        add(into, "ended " + attempt.candidate().family() + " " + attempt.outcome() + " " + attempt.cause());
    }

    private static void countEnd(Map<String, Integer> into, RaceReport report) {
        add(into, "race " + report.outcome() + (report.fallback() ? " by fallback" : ""));
    }

    private static void add(Map<String, Integer> into, String what) {
        into.merge(what, 1, Integer::sum);
    }

    /** Compares with the reports of all races. */
    void compare(Iterable<RaceReport> reports, Timeline timeline) {
        Map<String, Integer> sums = new TreeMap<>();
        for (RaceReport report : reports) {
            add(sums, "races");
            countEnd(sums, report);
            for (AttemptReport attempt : report.attempts()) {
                add(sums, "attempts " + attempt.candidate().family());
                countEnd(sums, attempt);
            }
        }
        if (!sums.equals(events)) {
            timeline.violated("counted " + events + ", but the reports say " + sums);
        }
        if (runningRaces != 0 || runningAttempts != 0) {
            timeline.violated(runningRaces + " races and " + runningAttempts + " attempts are counted as running");
        }
    }
}
