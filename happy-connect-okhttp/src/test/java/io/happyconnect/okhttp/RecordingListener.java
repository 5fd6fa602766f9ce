package io.happyconnect.okhttp;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what it hears, and complains about what a listener must never hear. */
final class RecordingListener implements RaceListener {

    private final Queue<RaceReport> reports = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private int started; // guarded by this
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
        synchronized (this) {
            started++;
            notifyAll();
        }
    }

    /** Waits until so many attempts have started, in all races together. */
    synchronized void awaitAttempts(int number) throws InterruptedException {
        while (started < number) {
            wait();
        }
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

    /** The reports of all races that have started. */
    List<RaceReport> reports() {
        awaitEnds();
        return List.copyOf(reports);
    }

    RaceReport onlyReport() {
        List<RaceReport> all = reports();
        if (all.size() != 1) {
            throw new AssertionError("expected one report, but got " + all);
        }
        return all.get(0);
    }

    /** What is wrong, a race that does not end included. */
    List<String> complaints() {
        awaitEnds();
        running.keySet().forEach(id -> complaints.add("race " + id + " never ended"));
        return List.copyOf(complaints);
    }

    /** With its fast fallback OkHttp does not wait for the ends of connects that it has cancelled. */
    private synchronized void awaitEnds() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (!running.isEmpty() && deadline - System.nanoTime() > 0) {
                wait(20);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
