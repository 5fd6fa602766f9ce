package io.happyconnect.dns.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file and what it says, read again when it has changed. A change is noticed at most 1 s late; a file that cannot be
 * read says what an empty one says. Safe for any thread; reading what has not changed takes no lock.
 *
 * @param <T> what the file says
 */
public final class WatchedFile<T> {

    /** What is longer is cut: a hosts file of an advertisement filter has some 10 MB. */
    static final int MAX_BYTES = 32 << 20;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final Function<String, T> parser;
    private volatile @Nullable Reading<T> last;

    /**
     * Reads nothing yet.
     *
     * @param path the file
     * @param parser throws nothing, whatever the text
     */
    public WatchedFile(Path path, Function<String, T> parser) {
        this.path = path;
        this.parser = parser;
    }

    /**
     * What the file says now, or said at most a second ago.
     *
     * @param now monotonic nanoseconds
     * @return the same object until the file changes
     */
    public T current(long now) {
        Reading<T> reading = last;
        return reading != null && now - reading.checkedAt < INTERVAL_NANOS ? reading.content : check(now);
    }

    private synchronized T check(long now) {
        Reading<T> earlier = last;
        if (earlier != null && now - earlier.checkedAt < INTERVAL_NANOS) {
            return earlier.content;
        }
        Stamp stamp = stamp();
        T content = earlier != null && earlier.stamp.equals(stamp) ? earlier.content : parser.apply(read());
        last = new Reading<>(now, stamp, content);
        return content;
    }

    private Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException absent) {
            return Stamp.ABSENT;
        }
    }

    /** ISO 8859-1 reads any byte: names are ASCII, comments are thrown away, and nothing is malformed. */
    private String read() {
        if (!Files.isRegularFile(path)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            System.getLogger(WatchedFile.class.getName())
                    .log(Level.DEBUG, () -> "taken for empty, because it cannot be read: " + path, unreadable);
            return "";
        }
    }

    /** What changes with the file; a link that leads elsewhere has another key. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {
        static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1, null);
    }

    private record Reading<T>(long checkedAt, Stamp stamp, T content) {}
}
