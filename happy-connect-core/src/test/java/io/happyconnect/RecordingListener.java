package io.happyconnect;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Keeps what it hears, and complains about what a listener must never hear. */
final class RecordingListener implements RaceListener {

    final Queue<RaceReport> reports = new ConcurrentLinkedQueue<>();
    final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    final AtomicInteger discarded = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final Map<Long, AtomicInteger> running = new ConcurrentHashMap<>();

    @Override
    public void raceStarted(RaceStart race) {
        if (running.put(race.id(), new AtomicInteger()) != null) {
            complaints.add(race + " started twice");
        }
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        count(race, 1);
        started.incrementAndGet();
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        count(race, -1);
    }

    private void count(RaceStart race, int change) {
        AtomicInteger attempts = running.get(race.id());
        if (attempts == null) {
            complaints.add("an attempt of " + race + ", which is not running");
        } else if (attempts.addAndGet(change) < 0) {
            complaints.add("an attempt of " + race + " ended that had not started");
        }
    }

    @Override
    public void raceEnded(RaceReport report) {
        AtomicInteger attempts = running.remove(report.start().id());
        if (attempts == null) {
            complaints.add(report.start() + " ended twice or never started");
        } else if (attempts.get() != 0) {
            complaints.add(report.start() + " ended while " + attempts + " attempts were running");
        }
        reports.add(report);
    }

    @Override
    public void socketDiscarded(RaceStart race, Candidate candidate) {
        discarded.incrementAndGet();
    }

    /** Waits until so many attempts have started in all. */
    void awaitAttempts(int attempts) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (started.get() < attempts) {
            if (deadline - System.nanoTime() < 0) {
                throw new AssertionError(started + " attempts have started, and not " + attempts);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The only report, which another thread may still be about to tell. */
    RaceReport awaitOnlyReport() {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (reports.isEmpty() && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        return onlyReport();
    }

    /** What is wrong, races that never ended included. */
    List<String> complaints() {
        running.keySet().forEach(id -> complaints.add("race " + id + " never ended"));
        return List.copyOf(complaints);
    }

    RaceReport onlyReport() {
        if (reports.size() != 1) {
            throw new AssertionError("expected one report, but got " + reports);
        }
        return reports.element();
    }
}
