package io.happyconnect.boot.history;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.observe.AttemptReport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is remembered of one address family, over all targets. Safe for any thread; takes no lock. */
final class FamilyHistory {

    private final AddressFamily family;
    private final Window window;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable Failure lastFailure;

    FamilyHistory(AddressFamily family, Duration window) {
        this.family = family;
        this.window = new Window(window);
    }

    void ended(AttemptReport attempt, Verdict verdict, Instant at) {
        attempts.incrementAndGet();
        if (verdict == Verdict.WORKED) {
            window.worked(at.toEpochMilli());
        } else if (verdict == Verdict.FAILED) {
            failed.incrementAndGet();
            window.failed(at.toEpochMilli());
            lastFailure = new Failure(verdict.errorType(attempt), at);
        }
    }

    FamilySummary summary(long nowMillis) {
        Window.Counts counts = window.counts(nowMillis);
        // Failures in a row say nothing here: they may all be of one address.
        State state = State.of(counts.worked(), counts.failed());
        return new FamilySummary(
                Labels.of(family),
                state,
                attempts.get(),
                failed.get(),
                lastFailure,
                state == State.FAILING ? counts.failingSince() : null);
    }
}
