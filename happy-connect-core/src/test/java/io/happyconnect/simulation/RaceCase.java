package io.happyconnect.simulation;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectFailure;
import io.happyconnect.WonChannelRace;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One race of a world and everything that was seen of it from outside. Its port tells it from the others. */
final class RaceCase {

    /**
     * What a resolver has told.
     *
     * @param isDone nothing more was to come
     */
    record Told(long at, AddressFamily family, List<Candidate> found, IOException failure, boolean isDone) {}

    final Target target;
    final Duration timeout;
    final Cancellation cancellation = new Cancellation();
    final List<Candidate> known;
    final List<Told> told = new ArrayList<>();
    final List<SimulatedChannel> dials = new ArrayList<>(2);
    final Heard heard;
    private final Timeline timeline;
    private int lookups;
    private int cancelledLookups;
    private boolean isLookupOpen;
    private long startedAt;
    private CompletableFuture<WonChannelRace> future;
    private boolean isAnsweredByUser;
    private boolean isCancelled;
    private int completions;
    private RaceReport report;
    private SimulatedChannel delivered;

    RaceCase(Timeline timeline, Target target, Duration timeout, List<Candidate> known) {
        this.timeline = timeline;
        this.target = target;
        this.timeout = timeout;
        this.known = known;
        this.heard = new Heard(this, timeline);
    }

    long startedAt() {
        return startedAt;
    }

    long deadline() {
        return startedAt + timeout.toNanos();
    }

    void starts() {
        startedAt = timeline.now();
        timeline.tell(() -> "race to " + target + " for " + timeout);
    }

    void begun(CompletableFuture<WonChannelRace> result) {
        future = result;
    }

    /** {@code null} before it has begun. */
    CompletableFuture<WonChannelRace> future() {
        return future;
    }

    boolean isDone() {
        return completions > 0;
    }

    /** The user takes back what was asked for. */
    void cancels() {
        isCancelled = true;
    }

    boolean isCancelled() {
        return isCancelled;
    }

    /** The user has completed the future itself. */
    void answeredByUser() {
        isAnsweredByUser = true;
    }

    boolean isAnsweredByUser() {
        return isAnsweredByUser;
    }

    void ended(WonChannelRace won, Throwable failure) {
        timeline.tell(() -> "future of " + target + ": " + (failure == null ? "a channel" : failure));
        if (++completions > 1) {
            timeline.violated(target + " was told twice");
        }
        if (won != null) {
            report = won.report();
            delivered = (SimulatedChannel) won.channel();
            if (!delivered.isConnected()
                    || !delivered.isOpen()
                    || delivered.isRegistered()
                    || !delivered.isBlocking()) {
                timeline.violated(target + " was given a channel that is not of use");
            }
        } else if (failure instanceof ConnectFailure lost) {
            report = lost.report();
        } else if (!isAnsweredByUser) {
            timeline.violated(target + " failed with " + failure);
        }
        if (!isAnsweredByUser) {
            heard.isToldBeforeTheFuture(report);
        }
    }

    /** What came of it; {@code null} if nobody but the user knows. */
    RaceReport report() {
        return report == null ? heard.report() : report;
    }

    /** What the future brought; {@code null} if nothing. */
    SimulatedChannel delivered() {
        return delivered;
    }

    void lookupBegins() {
        if (++lookups > 1) {
            timeline.violated(target + " was looked up twice");
        }
        isLookupOpen = true;
    }

    void lookupEnds() {
        isLookupOpen = false;
    }

    void lookupCancelled() {
        timeline.tell(() -> "cancel the lookup of " + target);
        if (++cancelledLookups > 1) {
            timeline.violated("the lookup of " + target + " was cancelled twice");
        }
        isLookupOpen = false;
    }

    /** Whether somebody still looks for its addresses. */
    boolean isLookupOpen() {
        return isLookupOpen;
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
