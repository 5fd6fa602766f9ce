package io.happyconnect.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A crowd in a process of its own, so that its threads, memory and descriptors can be told from others'. Prints one line. */
final class CrowdProcess {

    /** Begins the line. */
    static final String MARK = "CROWD ";

    private static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);
    private static final int WARM_UPS = 3;
    private static final int MOST_TO_WARM_UP = 1_000;
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(50);

    /** So long that all races wait at the same time while their heap is measured. */
    private static final Duration LONG_ATTEMPT_DELAY = Duration.ofSeconds(15);

    private final CrowdWay.Begin way;
    private final boolean hasThreads;
    private volatile boolean sampling = true;
    private int mostThreads;
    private int mostOwnThreads;
    private long mostRss;
    private int mostDescriptors;

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
        int threadsBefore = javaThreads();
        for (int i = 0; i < WARM_UPS; i++) {
            int some = Math.min(races, MOST_TO_WARM_UP);
            crowd(some, perSecond == 0 ? 0 : MOST_TO_WARM_UP, new long[some]);
        }
        System.gc();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long rssBefore = status("VmRSS:");
        int descriptorsBefore = descriptors();
        Thread sampler = new Thread(this::sample, "sampler");
        sampler.start();
        long cpuBefore = system.getProcessCpuTime();
        long[] late = new long[races];
        int failed = crowd(races, perSecond, late);
        long cpu = system.getProcessCpuTime() - cpuBefore;
        sampling = false;
        sampler.join();
        Arrays.sort(late);
        return String.format(
                Locale.ROOT,
                "%d %.3f %.3f %.3f %.1f %d %d %.1f %.2f",
                failed,
                late[races / 2] / 1e6,
                late[(int) Math.min(races - 1L, races * 99L / 100)] / 1e6,
                late[races - 1] / 1e6,
                cpu / 1e3 / races,
                mostThreads - threadsBefore - 1,
                mostOwnThreads,
                (mostRss - rssBefore) / 1024.0,
                (mostDescriptors - descriptorsBefore) / (double) races);
    }

    /** {@return how many failed} */
    private int crowd(int races, int perSecond, long[] late) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(races);
        // Threads are started one after the other, in seconds; at once means that they are there and begin when told
        // to.
        boolean gathers = perSecond == 0 && hasThreads;
        CountDownLatch missing = new CountDownLatch(gathers ? races : 0);
        CountDownLatch gate = new CountDownLatch(gathers ? 1 : 0);
        long begin = System.nanoTime();
        for (int i = 0; i < races; i++) {
            int index = i;
            if (perSecond > 0) {
                LockSupport.parkNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime());
            }
            way.begin(new CrowdWay.Caller() {
                @Override
                public void begins() {
                    missing.countDown();
                    await(gate);
                    late[index] = System.nanoTime();
                }

                @Override
                public void ended(boolean connected) {
                    late[index] = System.nanoTime() - late[index] - ATTEMPT_DELAY.toNanos();
                    failed.addAndGet(connected ? 0 : 1);
                    left.countDown();
                }
            });
        }
        if (!missing.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " callers have not come");
        }
        gate.countDown();
        if (!left.await(150, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " races have not ended");
        }
        return failed.get();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException nobodyInterrupts) {
            throw new IllegalStateException(nobodyInterrupts);
        }
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

    private void sample() {
        try {
            for (int i = 0; sampling; i++) {
                mostThreads = Math.max(mostThreads, javaThreads());
                mostRss = Math.max(mostRss, status("VmRSS:"));
                if (i % 5 == 3) {
                    mostDescriptors = Math.max(mostDescriptors, descriptors());
                    mostOwnThreads = Math.max(mostOwnThreads, ownThreads());
                }
                LockSupport.parkNanos(PERIOD);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // Without those of the JVM itself, which compile and collect.
    private static int javaThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    // Of every group: a thread that is started by a virtual one is in a group of its own.
    private static int ownThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() + 100];
        int count = root.enumerate(all);
        int own = 0;
        for (int i = 0; i < count; i++) {
            own += all[i].getName().startsWith("happy-connect-") ? 1 : 0;
        }
        return own;
    }

    private static long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
