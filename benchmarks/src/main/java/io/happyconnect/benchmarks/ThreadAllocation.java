package io.happyconnect.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What one operation allocates on the measured thread, counted around each batch.
 *
 * <p>JMH's own {@code gc} profiler counts the whole process for as long as an iteration lasts. That includes the closing of
 * sockets and the harness, and on a busy machine, where an iteration has few operations, it is hundreds of bytes off.
 */
public final class ThreadAllocation implements InternalProfiler {

    /** The name of the result, in bytes per operation. */
    static final String LABEL = "alloc.thread";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final AtomicLong BYTES = new AtomicLong();
    private static final AtomicLong OPERATIONS = new AtomicLong();

    /** {@return what the calling thread has allocated so far; always the same on a virtual one, which nobody counts for} */
    static long now() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** A batch has ended, on the thread that began it. */
    static void count(long before, int operations) {
        BYTES.addAndGet(now() - before);
        OPERATIONS.addAndGet(operations);
    }

    @Override
    public String getDescription() {
        return "Bytes allocated per operation on the measured thread";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        BYTES.set(0);
        OPERATIONS.set(0);
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double bytes = BYTES.get() == 0 ? Double.NaN : (double) BYTES.get() / Math.max(1, OPERATIONS.get());
        return List.of(new ScalarResult(LABEL, bytes, "B/op", AggregationPolicy.AVG));
    }
}
