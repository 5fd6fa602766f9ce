package io.happyconnect.sample.connect;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hears every race of the application, as each bean of type {@link RaceListener} does, and keeps those of a piece of work for
 * the page that shows them.
 *
 * <p>A race ends on the thread that has asked for the connection, and so does OkHttp's in a synchronous call. That tells the
 * races of one visitor from those of another.
 */
@Component
public final class Races implements RaceListener {

    private static final ThreadLocal<@Nullable List<RaceReport>> KEPT = new ThreadLocal<>();

    /**
     * Begins to keep the races of this thread.
     *
     * @return where they are; closing it ends the keeping
     */
    Kept keep() {
        List<RaceReport> reports = new ArrayList<>();
        KEPT.set(reports);
        return new Kept(reports);
    }

    @Override
    public void raceEnded(RaceReport report) {
        List<RaceReport> reports = KEPT.get();
        if (reports != null) {
            reports.add(report);
        }
    }

    /**
     * The races of a piece of work.
     *
     * @param reports those that have ended so far
     */
    record Kept(List<RaceReport> reports) implements AutoCloseable {

        @Override
        public void close() {
            KEPT.remove();
        }
    }
}
