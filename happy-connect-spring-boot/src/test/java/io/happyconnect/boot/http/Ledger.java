package io.happyconnect.boot.http;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Counts the starts and the reports of every race. */
final class Ledger implements RaceListener {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<Long, Integer> startedOnly = new ConcurrentHashMap<>();
    private final Map<Long, Integer> reports = new ConcurrentHashMap<>();

    @Override
    public void raceStarted(RaceStart race) {
        startedOnly.merge(race.id(), 1, Integer::sum);
    }

    @Override
    public void raceEnded(RaceReport report) {
        long id = report.start().id();
        reports.merge(id, 1, Integer::sum);
        startedOnly.merge(id, -1, (started, ended) -> started + ended == 0 ? null : started + ended);
    }

    int races() {
        return reports.size();
    }

    /** The races that did not start once and end once; waits a while for the last to end. */
    List<String> errors() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!startedOnly.isEmpty() && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(5_000_000);
        }
        startedOnly.keySet().forEach(id -> reports.merge(id, 0, Integer::sum));
        return reports.entrySet().stream()
                .filter(entry -> entry.getValue() != 1 || startedOnly.containsKey(entry.getKey()))
                .map(entry -> "race " + entry.getKey() + " has " + entry.getValue() + " reports")
                .toList();
    }
}
