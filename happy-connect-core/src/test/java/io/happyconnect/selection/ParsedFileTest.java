package io.happyconnect.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsedFileTest {

    @TempDir
    private Path directory;

    private final List<String> parsed = new ArrayList<>();

    private String parse(String text) {
        parsed.add(text);
        return "<" + text + ">";
    }

    @Test
    void theSameTextIsParsedOnce() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        var reading = new ParsedFile<>(file, this::parse);

        assertThat(reading.get()).isEqualTo("<text>");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(reading.get()).isEqualTo("<text>");
        assertThat(parsed).containsExactly("text");
    }

    @Test
    void anotherTextIsSeenAtOnceThoughLengthAndTimeAreTheSame() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        var reading = new ParsedFile<>(file, this::parse);
        assertThat(reading.get()).isEqualTo("<one>");

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        assertThat(reading.get()).isEqualTo("<two>");
    }

    @Test
    void aFileThatIsMissingIsEmptyUntilItIsThere() throws Exception {
        Path file = directory.resolve("file");
        var reading = new ParsedFile<>(file, this::parse);
        assertThat(reading.get()).isEqualTo("<>");

        Files.writeString(file, "text");
        assertThat(reading.get()).isEqualTo("<text>");
        Files.delete(file);
        assertThat(reading.get()).isEqualTo("<>");
    }
}
