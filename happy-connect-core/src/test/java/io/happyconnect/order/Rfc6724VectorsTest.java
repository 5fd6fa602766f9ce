package io.happyconnect.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The examples of RFC 6724 §10, and more.
 *
 * <p>{@code -Dhappyconnect.rfc6724=FILE} sorts the rows of another file instead.
 */
class Rfc6724VectorsTest {

    private static final String PROPERTY = "happyconnect.rfc6724";

    static List<Vector> vectors() throws IOException {
        List<Vector> vectors = Vector.all(JsonMapper.builder().build().readTree(Files.readString(file())));
        assertThat(vectors).as("vectors in %s", file()).isNotEmpty();
        return vectors;
    }

    // The tests run in the directory of their module, but people name a file as they see it from the top.
    private static Path file() {
        String other = System.getProperty(PROPERTY);
        if (other != null) {
            Path fromTop =
                    Path.of(System.getProperty("happyconnect.topDirectory", "")).resolve(other);
            Path file = Files.exists(fromTop) ? fromTop : Path.of(other).toAbsolutePath();
            return Files.isDirectory(file) ? file.resolve("vectors.json") : file;
        }
        try {
            return Path.of(Rfc6724VectorsTest.class
                    .getResource("/rfc6724/vectors.json")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theOrderGivenComesOutAsExpected(Vector vector) {
        assertThat(vector.sort(vector.destinations())).as(vector.name()).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theReversedOrderComesOutTheSameUnlessRule10Decides(Vector vector) {
        List<String> sorted = vector.sort(reversed(vector.destinations()));

        if (vector.isTied()) {
            assertThat(sorted).as(vector.name()).containsExactlyInAnyOrderElementsOf(vector.expected());
        } else {
            assertThat(sorted).as(vector.name()).isEqualTo(vector.expected());
        }
    }

    private static List<Candidate> reversed(List<Candidate> candidates) {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
    }
}
