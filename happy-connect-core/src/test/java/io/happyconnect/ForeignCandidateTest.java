package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.observe.RefusedCandidate;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a candidate of an application shows before anybody relies on it, and costs that candidate alone. */
@LeaksNothing
@Timeout(60)
class ForeignCandidateTest {

    private final RecordingListener listener = new RecordingListener();

    /** A way whose kind and names are what others make them. */
    private record Way(Callable<CandidateKind> ofKind, Callable<List<String>> names) implements DialableCandidate {

        private static <T> T answer(Callable<T> answer) {
            try {
                return answer.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public @Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return true;
        }

        @Override
        public CandidateKind kind() {
            return answer(ofKind);
        }

        @Override
        public List<String> aliases() {
            return answer(names);
        }

        @Override
        public Dial newDial() {
            throw new AssertionError("dialled");
        }
    }

    private static CandidateKind throwingKind() {
        throw new IllegalStateException("kind");
    }

    private static List<String> throwingNames() {
        throw new LinkageError("names");
    }

    static Stream<Way> broken() {
        return Stream.of(
                new Way(() -> null, List::of),
                new Way(ForeignCandidateTest::throwingKind, List::of),
                new Way(() -> CandidateKind.OTHER, () -> null),
                new Way(() -> CandidateKind.OTHER, ForeignCandidateTest::throwingNames),
                new Way(() -> CandidateKind.OTHER, () -> Arrays.asList("app", null)));
    }

    private static Resolver finding(Candidate... found) {
        return (target, answers) -> {
            answers.found(List.of(found));
            answers.done();
            return Lookup.ended();
        };
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aWayWithoutAKindOrNamesIsNotTriedAndTheNextIs(Way broken) throws Exception {
        try (EchoServer echo = new EchoServer();
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .resolver(finding(
                                broken,
                                new AddressCandidate(ipv4(1), echo.address().getPort())))
                        .build();
                Socket socket = connector.connect("way.test", 80)) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(1));
        }
        assertThat(listener.onlyReport().attempts()).hasSize(1);
        assertThat(listener.onlyReport().refused())
                .extracting(RefusedCandidate::by)
                .containsExactly("a failure of its own");
        assertThat(listener.onlyReport().summary()).startsWith("connected way.test:80 via 127.0.0.1:");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void anAliasThatLeadsToSuchAWayGoesOnWithTheNext(Way broken) throws Exception {
        try (EchoServer echo = new EchoServer();
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .route(Aliases.of(Map.of("app", List.of("way.test"))))
                        .resolver(finding(
                                broken,
                                new AddressCandidate(ipv4(1), echo.address().getPort())))
                        .build();
                Socket socket = connector.connect("app", 80)) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(1));
        }
        assertThat(listener.onlyReport().attempts()).hasSize(1);
        assertThat(listener.onlyReport().refused()).hasSize(1);
    }

    @Test
    void aWholeOneIsAskedToConnect() throws Exception {
        try (EchoServer echo = new EchoServer();
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .resolver(finding(
                                new Way(() -> CandidateKind.OTHER, List::of),
                                new AddressCandidate(ipv4(1), echo.address().getPort())))
                        .build();
                Socket socket = connector.connect("way.test", 80)) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(listener.onlyReport().refused()).isEmpty();
    }
}
