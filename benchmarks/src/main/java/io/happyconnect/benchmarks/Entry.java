package io.happyconnect.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One thing to measure beside others.
 *
 * @param what what it is, for the reader of the report
 * @param benchmark class and method of its benchmark
 * @param target what it may cost beside the baseline; {@code null} where nothing is promised
 */
record Entry(String what, String benchmark, @Nullable Target target) {

    Entry(String what, String benchmark) {
        this(what, benchmark, null);
    }

    /** The same in a table of CPU times. */
    Entry ofCpu() {
        return new Entry(what, benchmark, target == null ? null : target.ofCpu());
    }
}
