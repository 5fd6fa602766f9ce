package io.happyconnect.boot.history;

import io.happyconnect.boot.label.Peer;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is remembered of one address of one target. Safe for any thread; takes no lock. */
final class AddressHistory implements RecentlyUsed.Value {

    private final String address;
    private final @Nullable AddressFamily family;
    private final String networkType;
    private final Window window;
    private final Map<AttemptOutcome, AtomicLong> byOutcome = new EnumMap<>(AttemptOutcome.class);
    private final AtomicLong connectNanos = new AtomicLong();
    // In use until its first attempt has been written down, so that nobody takes it for the oldest.
    private volatile long usedAtMillis = Long.MAX_VALUE;
    private volatile @Nullable Instant lastConnectedAt;
    private volatile @Nullable Duration lastConnectTime;
    private volatile @Nullable Failure lastFailure;

    AddressHistory(Peer peer, Duration window) {
        this.address = peer.toString();
        this.family = peer.family();
        this.networkType = peer.networkType();
        this.window = new Window(window);
        for (AttemptOutcome outcome : AttemptOutcome.values()) {
            byOutcome.put(outcome, new AtomicLong());
        }
    }

    void ended(AttemptReport attempt, Verdict verdict, Instant at) {
        usedAtMillis = at.toEpochMilli();
        counter(attempt.outcome()).incrementAndGet();
        if (attempt.outcome() == AttemptOutcome.WON) {
            lastConnectedAt = at;
            lastConnectTime = attempt.elapsed();
            connectNanos.addAndGet(attempt.elapsed().toNanos());
        }
        if (verdict == Verdict.WORKED) {
            window.worked(usedAtMillis);
        } else if (verdict == Verdict.FAILED) {
            window.failed(usedAtMillis);
            lastFailure = new Failure(verdict.errorType(attempt), at);
        }
    }

    String address() {
        return address;
    }

    @Nullable
    AddressFamily family() {
        return family;
    }

    String networkType() {
        return networkType;
    }

    @Override
    public long usedAtMillis() {
        return usedAtMillis;
    }

    @Override
    public boolean isPinned() {
        return false;
    }

    AddressSummary summary(long nowMillis) {
        long won = count(AttemptOutcome.WON);
        Window.Counts counts = window.counts(nowMillis);
        return new AddressSummary(
                address,
                networkType,
                counts.state(),
                won,
                count(AttemptOutcome.LOST),
                count(AttemptOutcome.FAILED) + count(AttemptOutcome.TIMED_OUT),
                count(AttemptOutcome.CANCELLED),
                lastConnectTime,
                won == 0 ? null : Duration.ofNanos(connectNanos.get() / won),
                lastConnectedAt,
                lastFailure,
                counts.failingSince());
    }

    private long count(AttemptOutcome outcome) {
        return counter(outcome).get();
    }

    private AtomicLong counter(AttemptOutcome outcome) {
        AtomicLong counter = byOutcome.get(outcome);
        if (counter == null) {
            throw new AssertionError(outcome);
        }
        return counter;
    }
}
