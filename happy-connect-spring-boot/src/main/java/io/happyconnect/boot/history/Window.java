package io.happyconnect.boot.history;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How often something worked and failed of late, and how often and since when it has failed in a row. Counts in ten buckets
 * that take turns, so it looks back nine to ten tenths of its length. Takes no lock; counts that arrive while their bucket
 * begins anew may land in it or be lost.
 */
final class Window {

    private static final int BUCKETS = 10;
    private static final long NOT_FAILING = Long.MIN_VALUE;

    private static final class Bucket {
        final long number;
        final AtomicInteger worked = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();

        Bucket(long number) {
            this.number = number;
        }
    }

    /** What a window held at a moment; since when everything failed, or {@code null} if it worked last. */
    record Counts(
            int worked,
            int failed,
            int failedInARow,
            @Nullable Instant failingSince) {

        State state() {
            State state = State.of(worked, failed);
            return state == State.DEGRADED && failedInARow >= State.FAILURES_IN_A_ROW ? State.FAILING : state;
        }
    }

    private final long bucketMillis;
    private final AtomicReferenceArray<@Nullable Bucket> buckets = new AtomicReferenceArray<>(BUCKETS);
    private final AtomicInteger failedInARow = new AtomicInteger();
    private final AtomicLong failingSinceMillis = new AtomicLong(NOT_FAILING);

    Window(Duration length) {
        this.bucketMillis = Math.max(1, length.toMillis() / BUCKETS);
    }

    void worked(long atMillis) {
        bucket(atMillis).worked.incrementAndGet();
        failedInARow.set(0);
        failingSinceMillis.set(NOT_FAILING);
    }

    void failed(long atMillis) {
        bucket(atMillis).failed.incrementAndGet();
        failedInARow.incrementAndGet();
        failingSinceMillis.compareAndSet(NOT_FAILING, atMillis);
    }

    private Bucket bucket(long atMillis) {
        long number = Math.floorDiv(atMillis, bucketMillis);
        int index = Math.floorMod(number, BUCKETS);
        Bucket bucket = buckets.get(index);
        if (bucket == null || bucket.number < number) {
            Bucket fresh = new Bucket(number);
            bucket = buckets.compareAndSet(index, bucket, fresh) ? fresh : buckets.get(index);
        }
        return bucket == null ? new Bucket(number) : bucket;
    }

    Counts counts(long nowMillis) {
        long oldest = Math.floorDiv(nowMillis, bucketMillis) - BUCKETS + 1;
        int worked = 0;
        int failed = 0;
        for (int i = 0; i < BUCKETS; i++) {
            Bucket bucket = buckets.get(i);
            if (bucket != null && bucket.number >= oldest) {
                worked += bucket.worked.get();
                failed += bucket.failed.get();
            }
        }
        long since = failingSinceMillis.get();
        return new Counts(
                worked, failed, failedInARow.get(), since == NOT_FAILING ? null : Instant.ofEpochMilli(since));
    }
}
