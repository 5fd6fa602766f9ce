package io.happyconnect.sample.connect;

import io.happyconnect.ConnectFailure;
import io.happyconnect.observe.RaceReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Times a piece of work and keeps its races. */
@Component
final class Stopwatch {

    @FunctionalInterface
    interface Work {
        /** {@return what it brought, in a few words} */
        String run() throws IOException;
    }

    private final Races races;

    Stopwatch(Races races) {
        this.races = races;
    }

    Outcome time(Work work) {
        long start = System.nanoTime();
        try (Races.Kept kept = races.keep()) {
            try {
                String brought = work.run();
                return new Outcome(true, brought, since(start), kept.reports());
            } catch (IOException e) {
                return new Outcome(false, Failures.text(e), since(start), reports(kept, e));
            }
        }
    }

    // A name that could not be looked up has not become a race for OkHttp, yet there is a report.
    private static List<RaceReport> reports(Races.Kept kept, IOException failure) {
        if (!kept.reports().isEmpty()) {
            return kept.reports();
        }
        return Failures.connectFailure(failure).map(ConnectFailure::report).stream()
                .toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
