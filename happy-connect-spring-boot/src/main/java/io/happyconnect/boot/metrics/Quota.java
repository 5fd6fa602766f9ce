package io.happyconnect.boot.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of places that are given out once and never come back. */
final class Quota {

    private final AtomicInteger left;

    Quota(int places) {
        this.left = new AtomicInteger(places);
    }

    boolean take() {
        return left.getAndUpdate(places -> Math.max(0, places - 1)) > 0;
    }

    boolean isExhausted() {
        return left.get() == 0;
    }
}
