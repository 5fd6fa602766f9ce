package io.happyconnect.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An open descriptor of this process.
 *
 * @param number its number
 * @param target what it leads to in the kernel's words, such as {@code socket:[1234]} or {@code anon_inode:[eventpoll]}
 */
record Descriptor(int number, String target) {

    private static final Path OPEN = Path.of("/proc/self/fd");

    /** All sockets, pipes and selectors that are open now; none where the system does not tell. Files come and go with class loading. */
    static Set<Descriptor> open() {
        Set<Descriptor> open = new LinkedHashSet<>();
        if (!Files.isDirectory(OPEN)) {
            return open;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(OPEN)) {
            for (Path link : links) {
                String target = target(link);
                if (target.startsWith("socket:") || target.startsWith("pipe:") || target.startsWith("anon_inode:")) {
                    open.add(new Descriptor(Integer.parseInt(link.getFileName().toString()), target));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "descriptor " + number + " " + target;
    }
}
