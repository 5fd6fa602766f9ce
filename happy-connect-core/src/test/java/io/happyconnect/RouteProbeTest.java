package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.route.RouteLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A question about a route answers, whatever is wrong with a layer. */
class RouteProbeTest {

    private static final List<Throwable> FAILURES = List.of(
            new IllegalStateException("broken"), new NoClassDefFoundError("broken"), new AssertionError("broken"));

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    static List<Throwable> failures() {
        List<Throwable> all = new ArrayList<>(FAILURES);
        all.add(new IOException("undeclared"));
        return all;
    }

    private static boolean isReachedByAddress(RouteLayer layer) {
        try (HappyConnector connector = HappyConnector.builder().route(layer).build()) {
            return connector.isReachedByAddress("app.test");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLayerThatThrowsIsLeftToTheRealLookup(Throwable failure) {
        assertThat(isReachedByAddress((target, below, answers) -> {
                    RouteProbeTest.<RuntimeException>sneak(failure);
                    return below.resolve(target, answers);
                }))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCancelThatThrowsChangesNoAnswer(Throwable failure) {
        assertThat(isReachedByAddress((target, below, answers) -> {
                    below.resolve(target, answers);
                    return () -> RouteProbeTest.<RuntimeException>sneak(failure);
                }))
                .isTrue();
        assertThat(isReachedByAddress(
                        (target, below, answers) -> () -> RouteProbeTest.<RuntimeException>sneak(failure)))
                .as("a layer that says nothing before it returns")
                .isFalse();
    }

    @Test
    void aLayerThatReturnsNothingHasSaidWhatItSaid() {
        assertThat(isReachedByAddress((target, below, answers) -> {
                    below.resolve(target, answers);
                    return null;
                }))
                .isTrue();
        assertThat(isReachedByAddress((target, below, answers) -> null)).isFalse();
    }
}
