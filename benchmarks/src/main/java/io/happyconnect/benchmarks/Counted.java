package io.happyconnect.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.Profiler;

/** Whose allocations count. */
enum Counted {
    /** Those of the measured thread, exactly. */
    THREAD(ThreadAllocation.class, ThreadAllocation.LABEL),

    /** Those of the whole process, where an operation has more than one thread; some hundred bytes of noise. */
    PROCESS(GCProfiler.class, "gc.alloc.rate.norm");

    private final Class<? extends Profiler> profiler;
    private final String label;

    Counted(Class<? extends Profiler> profiler, String label) {
        this.profiler = profiler;
        this.label = label;
    }

    Class<? extends Profiler> profiler() {
        return profiler;
    }

    String label() {
        return label;
    }
}
