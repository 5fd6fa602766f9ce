package io.happyconnect.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.jspecify.annotations.Nullable;

/** An OpenSSH client configuration, read again when its files have changed, or which files there are. Safe for any thread. */
final class SshConfig {

    private final Path file;
    private ConfigEntries entries = ConfigEntries.none(); // guarded by this
    private @Nullable Map<Path, String> versions; // guarded by this; of what was read

    SshConfig(Path file) {
        this.file = file;
    }

    /**
     * What it says of a host.
     *
     * @return with the defaults filled in; {@code null} if no pattern matches
     * @throws IOException if it cannot be read; the message names the file
     */
    @Nullable
    HostConfigEntry entry(String host) throws IOException {
        return current().of(host);
    }

    private synchronized ConfigEntries current() throws IOException {
        Map<Path, String> known = versions;
        if (known == null || !known.equals(versions(known.keySet()))) {
            read();
        }
        return entries;
    }

    private void read() throws IOException {
        versions = null;
        ConfigText config = ConfigText.read(file);
        Map<Path, String> read = versions(config.files());
        try {
            entries = new ConfigEntries(config.blocks());
        } catch (IOException | RuntimeException malformed) {
            throw new IOException(file + " cannot be read: " + malformed.getMessage(), malformed);
        }
        versions = read;
    }

    private static Map<Path, String> versions(Iterable<Path> files) {
        Map<Path, String> versions = new HashMap<>();
        for (Path each : files) {
            versions.put(each, version(each));
        }
        return versions;
    }

    private static String version(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String version = attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
            // The time of a directory alone misses what happens within one tick of the file system's clock.
            return attributes.isDirectory() ? version + " " + names(file) : version;
        } catch (IOException notThere) {
            return "none";
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(Path::toString).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
