package io.happyconnect.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Where numbers come from.
 *
 * @param cpu as the kernel calls it
 * @param cores that the JVM may use
 * @param kernel name and version of the operating system
 * @param jvm name and version, the same in every fork
 */
record Machine(String cpu, int cores, String kernel, String jvm) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static Machine here() {
        return new Machine(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.vm.version") + ", " + property("java.vendor"));
    }

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** The circumstances of a run, for people. */
    List<String> lines(Instant startedAt, double loadBefore, double loadAfter) {
        return List.of(
                "- " + startedAt + ", " + cores + " cores of " + cpu + ", " + kernel,
                "- " + jvm,
                String.format(Locale.ROOT, "- load average %.1f before, %.1f after", loadBefore, loadAfter));
    }

    private static String cpuName() {
        try {
            List<String> lines = Files.isReadable(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException unreadable) {
            return property("os.arch");
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    /** {@return how many threads wanted a core in the last minute, negative where the system does not say} */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
