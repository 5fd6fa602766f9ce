package io.happyconnect.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A crowd in a process of its own, so that its threads, memory and descriptors can be told from others'. Prints one line. */
final class CrowdProcess {

    /** Begins the line. */
    static final String MARK = "CROWD ";

    private static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);
    private static final int WARM_UPS = 3;
    private static final int MOST_TO_WARM_UP = 1_000;

    /** So long that all races wait at the same time while their heap is measured. */
    private static final Duration LONG_ATTEMPT_DELAY = Duration.ofSeconds(15);

    private final CrowdWay.Begin way;
    private final boolean hasThreads;

    private CrowdProcess(CrowdWay.Begin way, boolean hasThreads) {
        this.way = way;
        this.hasThreads = hasThreads;
    }

    /**
     * Runs a crowd.
     *
     * @param args way, port, races, how many begin each second (0 for all at once), and whether to measure the heap as well
     */
    public static void main(String[] args) throws Exception {
        CrowdWay way = CrowdWay.valueOf(args[0]);
        int port = Integer.parseInt(args[1]);
        int races = Integer.parseInt(args[2]);
        String line = new CrowdProcess(way.begin(port, ATTEMPT_DELAY), way.hasThreads())
                .run(races, Integer.parseInt(args[3]));
        double heap = Boolean.parseBoolean(args[4]) ? heap(way.begin(port, LONG_ATTEMPT_DELAY), races) : Double.NaN;
        System.out.println(MARK + line + " " + heap);
        System.exit(0);
    }

    private String run(int races, int perSecond) throws Exception {
        int threadsBefore = CrowdUsage.threads();
        for (int i = 0; i < WARM_UPS; i++) {
            int some = Math.min(races, MOST_TO_WARM_UP);
            crowd(some, perSecond == 0 ? 0 : MOST_TO_WARM_UP, new Times(some), () -> {});
        }
        System.gc();
        CrowdUsage usage = new CrowdUsage();
        Times times = new Times(races);
        int failed = crowd(races, perSecond, times, usage::begins);
        usage.ended();
        return String.format(
                Locale.ROOT,
                "%d %s %s %.1f %d %d %.1f %.1f %.2f",
                failed,
                Times.spread(times.sinceOwnStart),
                perSecond == 0 ? Times.spread(times.sinceBurst) : "NaN NaN NaN",
                usage.cpuMicros() / races,
                usage.mostThreads() - threadsBefore,
                usage.mostOwnThreads(),
                usage.callersMegabytes(),
                usage.moreMegabytes(),
                usage.moreDescriptors() / (double) races);
    }

    /** When each race ended: nanoseconds beyond the attempt delay. */
    private static final class Times {

        private final long[] sinceOwnStart;
        private final long[] sinceBurst;

        Times(int races) {
            sinceOwnStart = new long[races];
            sinceBurst = new long[races];
        }

        static String spread(long[] late) {
            Arrays.sort(late);
            return String.format(
                    Locale.ROOT,
                    "%.3f %.3f %.3f",
                    late[late.length / 2] / 1e6,
                    late[(int) Math.min(late.length - 1L, late.length * 99L / 100)] / 1e6,
                    late[late.length - 1] / 1e6);
        }
    }

    /**
     * Runs one.
     *
     * @param begins is called when all callers are there, and before the first race begins
     * @return how many failed
     */
    private int crowd(int races, int perSecond, Times times, Runnable begins) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(races);
        // Threads are started one after the other, in seconds; at once means that they are there and begin when told
        // to.
        boolean gathers = perSecond == 0 && hasThreads;
        CrowdGate gate = new CrowdGate(gathers ? races : 0);
        AtomicLong burst = new AtomicLong();
        if (!gathers) {
            begins.run();
            burst.set(System.nanoTime());
        }
        long begin = System.nanoTime();
        for (int i = 0; i < races; i++) {
            int index = i;
            if (perSecond > 0) {
                LockSupport.parkNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime());
            }
            way.begin(new CrowdWay.Caller() {
                private long start;

                @Override
                public void begins() {
                    if (gathers) {
                        gate.pass();
                    }
                    start = System.nanoTime();
                }

                @Override
                public void ended(boolean connected) {
                    long ideal = System.nanoTime() - ATTEMPT_DELAY.toNanos();
                    times.sinceOwnStart[index] = ideal - start;
                    times.sinceBurst[index] = ideal - burst.get();
                    failed.addAndGet(connected ? 0 : 1);
                    left.countDown();
                }
            });
        }
        if (gathers) {
            gate.gather();
            begins.run();
            burst.set(System.nanoTime());
            gate.open();
        }
        if (!left.await(150, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " races have not ended");
        }
        return failed.get();
    }

    /** What a race keeps alive while it waits, its thread or future and all; not a number if one has ended too soon. */
    private static double heap(CrowdWay.Begin way, int races) throws IOException {
        AtomicInteger ended = new AtomicInteger();
        CrowdWay.Caller caller = new CrowdWay.Caller() {
            @Override
            public void begins() {}

            @Override
            public void ended(boolean connected) {
                ended.incrementAndGet();
            }
        };
        long before = liveHeap();
        for (int i = 0; i < races; i++) {
            way.begin(caller);
        }
        // Callers on threads of their own have to get there first.
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        double bytes = (liveHeap() - before) / (double) races;
        return ended.get() == 0 ? bytes : Double.NaN;
    }

    private static long liveHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
