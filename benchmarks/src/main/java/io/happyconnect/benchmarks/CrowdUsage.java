package io.happyconnect.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What this process uses while its crowd connects, beyond what it used when the crowd was told to begin. */
final class CrowdUsage {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(50);

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Thread sampler = new Thread(this::sample, "sampler");
    private final long rssBeforeCallers = rss();
    private volatile boolean sampling = true;
    private long cpu;
    private long rss;
    private int descriptors;
    private int mostThreads;
    private int mostOwnThreads;
    private long mostRss;
    private int mostDescriptors;

    /** The callers are about to come. */
    CrowdUsage() throws IOException {}

    /** All callers are there and wait, and are told to connect: what they use until now is not that of a connect. */
    void begins() {
        try {
            rss = rss();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        descriptors = descriptors();
        sampler.start();
        cpu = system.getProcessCpuTime();
    }

    /** All have connected. */
    void ended() throws InterruptedException {
        cpu = system.getProcessCpuTime() - cpu;
        sampling = false;
        sampler.join();
    }

    private void sample() {
        try {
            for (int i = 0; sampling; i++) {
                mostThreads = Math.max(mostThreads, threads());
                mostRss = Math.max(mostRss, rss());
                if (i % 5 == 3) {
                    mostDescriptors = Math.max(mostDescriptors, descriptors());
                    mostOwnThreads = Math.max(mostOwnThreads, ownThreads());
                }
                LockSupport.parkNanos(PERIOD);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double cpuMicros() {
        return cpu / 1e3;
    }

    /** Threads of Java at most. */
    int mostThreads() {
        return mostThreads - 1; // the sampler
    }

    /** Those of them that Happy Connect started. */
    int mostOwnThreads() {
        return mostOwnThreads;
    }

    /** What the callers took before they were told to connect. */
    double callersMegabytes() {
        return (rss - rssBeforeCallers) / 1024.0;
    }

    /** At most, beyond that. */
    double moreMegabytes() {
        return (mostRss - rss) / 1024.0;
    }

    int moreDescriptors() {
        return mostDescriptors - descriptors;
    }

    // Without those of the JVM itself, which compile and collect.
    static int threads() {
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

    private static long rss() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }

    static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
