package io.happyconnect.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many descriptors this process may have, as far as it can be told without a management bean: those are in a module of their
 * own, and cost more to load than everything here.
 */
final class DescriptorLimit {

    /** Where the system does not tell. */
    static final int UNKNOWN = 4_096;

    private static final int MOST = 1_000_000;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern MAX_OPEN_FILES = Pattern.compile("^Max open files +(\\S+)", Pattern.MULTILINE);

    private DescriptorLimit() {}

    /** The number of sockets that may be in flight unless somebody says otherwise: three quarters of the limit. */
    static int defaultSocketsInFlight() {
        try {
            return Files.isReadable(LIMITS) ? sockets(Files.readString(LIMITS)) : UNKNOWN;
        } catch (IOException | SecurityException unknown) {
            return UNKNOWN;
        }
    }

    static int sockets(String limits) {
        Matcher line = MAX_OPEN_FILES.matcher(limits);
        if (!line.find()) {
            return UNKNOWN;
        }
        String soft = line.group(1);
        return soft.equals("unlimited") ? MOST : threeQuarters(soft);
    }

    private static int threeQuarters(String number) {
        try {
            return (int) Math.max(2, Math.min(MOST, Long.parseLong(number) / 4 * 3));
        } catch (NumberFormatException unknown) {
            return UNKNOWN;
        }
    }
}
