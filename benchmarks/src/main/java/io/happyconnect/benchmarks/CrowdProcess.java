package io.happyconnect.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A crowd in a process of its own, so that its threads, memory and descriptors can be told from others'. Prints one line. */
final class CrowdProcess {

    private static final long IDEAL_NANOS = 250_000_000L;
    private static final int WARM_UPS = 3;

    private final CrowdWay.Begin way;
    private volatile boolean sampling = true;
    private int mostThreads;
    private long mostRss;
    private int mostDescriptors;

    private CrowdProcess(CrowdWay.Begin way) {
        this.way = way;
    }

    /**
     * Runs a crowd.
     *
     * @param args way, port, races, and how many begin each second: 0 for all at once, -1 for one after the other
     */
    public static void main(String[] args) throws Exception {
        CrowdWay.Begin way = CrowdWay.valueOf(args[0]).begin(Integer.parseInt(args[1]));
        new CrowdProcess(way).run(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        System.exit(0);
    }

    private void run(int races, int perSecond) throws Exception {
        int threadsBefore = javaThreads();
        long[] unused = new long[races];
        for (int i = 0; i < WARM_UPS; i++) {
            int some = Math.min(races, perSecond < 0 ? 20 : 1_000);
            crowd(some, perSecond < 0 ? 0 : perSecond, unused);
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
        System.out.printf(
                Locale.ROOT,
                "CROWD %d %.3f %.3f %.3f %.1f %d %.1f %.2f%n",
                failed,
                late[races / 2] / 1e6,
                late[(int) Math.min(races - 1L, races * 99L / 100)] / 1e6,
                late[races - 1] / 1e6,
                cpu / 1e3 / races,
                mostThreads - threadsBefore - 1,
                (mostRss - rssBefore) / 1024.0,
                (mostDescriptors - descriptorsBefore) / (double) races);
    }

    /** {@return how many failed} */
    private int crowd(int races, int perSecond, long[] late) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(races);
        long begin = System.nanoTime();
        for (int i = 0; i < races; i++) {
            int index = i;
            if (perSecond > 0) {
                LockSupport.parkNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime());
            }
            CountDownLatch one = new CountDownLatch(1);
            long start = System.nanoTime();
            way.begin(success -> {
                late[index] = System.nanoTime() - start - IDEAL_NANOS;
                failed.addAndGet(success ? 0 : 1);
                one.countDown();
                left.countDown();
            });
            if (perSecond < 0) {
                one.await();
            }
        }
        if (!left.await(150, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " races have not ended");
        }
        return failed.get();
    }

    private void sample() {
        try {
            for (int i = 0; sampling; i++) {
                mostThreads = Math.max(mostThreads, javaThreads());
                mostRss = Math.max(mostRss, status("VmRSS:"));
                if (i % 5 == 3) {
                    mostDescriptors = Math.max(mostDescriptors, descriptors());
                }
                LockSupport.parkNanos(50_000_000L);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // Without those of the JVM itself, which compile and collect.
    private static int javaThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
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
