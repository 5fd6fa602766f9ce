package io.happyconnect.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What this process holds while nothing goes on in it.
 *
 * @param heap bytes in use after a collection
 * @param descriptors sockets, pipes and selectors; 0 where there is no {@code /proc}
 * @param threads the names of threads of the platform, but not those of libraries that keep them for a while
 */
record Figures(Duration at, long heap, int descriptors, List<String> threads) {

    private static final Path OPEN = Path.of("/proc/self/fd");

    static Figures now(Duration at) {
        System.gc();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Figures(at, heap, openDescriptors(), liveThreads());
    }

    static int openDescriptors() {
        int open = 0;
        if (!Files.isDirectory(OPEN)) {
            return open;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OPEN)) {
            for (Path descriptor : descriptors) {
                open += isOurs(descriptor) ? 1 : 0;
            }
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path descriptor) {
        try {
            String what = Files.readSymbolicLink(descriptor).toString();
            return what.startsWith("socket:") || what.startsWith("pipe:") || what.startsWith("anon_inode:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    static List<String> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !List.of("system", "InnocuousThreadGroup", "CarrierThreads")
                                .contains(thread.getThreadGroup().getName()))
                .map(Thread::getName)
                .filter(name ->
                        !name.startsWith("OkHttp") && !name.startsWith("Okio") && !name.startsWith("ForkJoinPool"))
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "after %d s: heap %.1f MB, %d descriptors, %d threads"
                .formatted(at.toSeconds(), heap / 1e6, descriptors, threads.size());
    }
}
