package io.happyconnect.boot.history;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.boot.label.Peer;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is remembered of one target of one connector. Safe for any thread; takes no lock. */
final class TargetHistory implements RecentlyUsed.Value {

    private final String connector;
    private final Target target;
    private final boolean pinned;
    private final Window window;
    private final RecentlyUsed<Peer, AddressHistory> addresses;
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    // In use until its first race has been written down, so that nobody takes it for the oldest.
    private volatile long usedAtMillis = Long.MAX_VALUE;
    private volatile @Nullable Instant lastSucceededAt;
    private volatile @Nullable String lastWinner;
    private volatile @Nullable Failure lastFailure;

    TargetHistory(TargetKey key, boolean pinned, HistoryLimits limits) {
        this.connector = key.connector();
        this.target = key.target();
        this.pinned = pinned;
        this.window = new Window(limits.window());
        this.addresses =
                new RecentlyUsed<>(limits.maxAddressesPerTarget(), peer -> new AddressHistory(peer, limits.window()));
    }

    AddressHistory address(AttemptReport attempt) {
        return addresses.of(Peer.of(attempt.candidate()));
    }

    void ended(RaceReport report, @Nullable AddressHistory winner, Instant at) {
        usedAtMillis = at.toEpochMilli();
        if (report.outcome() == RaceOutcome.CONNECTED) {
            succeeded.incrementAndGet();
            window.worked(usedAtMillis);
            lastSucceededAt = at;
            lastWinner = winner == null ? null : winner.address();
        } else if (report.outcome() == RaceOutcome.CANCELLED) {
            cancelled.incrementAndGet();
        } else {
            failed.incrementAndGet();
            window.failed(usedAtMillis);
            lastFailure = new Failure(Labels.errorType(report), at);
        }
    }

    @Override
    public long usedAtMillis() {
        return usedAtMillis;
    }

    @Override
    public boolean isPinned() {
        return pinned;
    }

    TargetSummary summary(long nowMillis) {
        List<AddressSummary> summaries = addresses.values().stream()
                .map(address -> address.summary(nowMillis))
                .sorted(Comparator.comparing(AddressSummary::family).reversed().thenComparing(AddressSummary::address))
                .toList();
        Window.Counts counts = window.counts(nowMillis);
        return new TargetSummary(
                connector,
                target,
                state(counts.state(), summaries),
                succeeded.get(),
                failed.get(),
                cancelled.get(),
                counts.failed() == 0 ? 0 : counts.failedInARow(),
                Instant.ofEpochMilli(Math.min(usedAtMillis, nowMillis)),
                lastSucceededAt,
                lastWinner,
                lastFailure,
                counts.failingSince(),
                summaries);
    }

    // What a user feels, and then what is hidden from him.
    private static State state(State races, List<AddressSummary> addresses) {
        boolean allWork = addresses.stream()
                .allMatch(address -> address.state() == State.WORKING || address.state() == State.UNKNOWN);
        return races == State.WORKING && !allWork ? State.DEGRADED : races;
    }
}
