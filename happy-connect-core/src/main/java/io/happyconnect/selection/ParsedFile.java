package io.happyconnect.selection;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a small file of the system means. It is read each time, for a time stamp would miss two changes in one tick and files of
 * the kernel have none; it is parsed only if its text is another. Safe for any thread.
 */
final class ParsedFile<T> implements Supplier<T> {

    private final Path file;
    private final Function<String, T> parser;
    private volatile @Nullable Reading<T> latest;

    /** A file, and what makes something immutable of its text, which is empty if the file cannot be read. */
    ParsedFile(Path file, Function<String, T> parser) {
        this.file = file;
        this.parser = parser;
    }

    @Override
    public T get() {
        String text = SystemFile.read(file);
        Reading<T> known = latest;
        if (known == null || !known.text.equals(text)) {
            known = new Reading<>(text, parser.apply(text));
            latest = known;
        }
        return known.meaning;
    }

    private record Reading<T>(String text, T meaning) {}
}
