package io.happyconnect.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Where callers on threads of their own wait until all of them are there. It wakes each of them itself; from a latch each would wake the
 * next, so that there would be no burst but a row.
 */
final class CrowdGate {

    private final CountDownLatch missing;
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicReferenceArray<Thread> waiting;
    private volatile boolean open;

    /**
     * A gate.
     *
     * @param callers how many will come
     */
    CrowdGate(int callers) {
        missing = new CountDownLatch(callers);
        waiting = new AtomicReferenceArray<>(callers);
    }

    /** Waits with the others. */
    void pass() {
        waiting.set(places.getAndIncrement(), Thread.currentThread());
        missing.countDown();
        while (!open) {
            LockSupport.park(this);
        }
    }

    /** Waits until all are there. */
    void gather() throws InterruptedException {
        if (!missing.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " callers have not come");
        }
    }

    /** Lets them go. */
    void open() {
        open = true;
        for (int i = 0; i < waiting.length(); i++) {
            LockSupport.unpark(waiting.get(i));
        }
    }
}
