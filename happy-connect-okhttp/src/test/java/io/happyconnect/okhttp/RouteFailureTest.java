package io.happyconnect.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RouteFailureTest {

    private static final AddressCandidate OWN = candidate("192.0.2.1");
    private static final AddressCandidate WINNER = candidate("2001:db8::1");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), ConnectException.class),
                Arguments.of(new NoRouteToHostException("No route to host"), NoRouteToHostException.class),
                Arguments.of(new BindException("Permission denied"), BindException.class),
                Arguments.of(new SocketTimeoutException("Connect timed out"), SocketTimeoutException.class),
                Arguments.of(new SocketException("Network is unreachable"), SocketException.class),
                Arguments.of(
                        new UnsupportedOperationException("Protocol family not supported"), SocketException.class));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anOwnFailureIsOfTheKindThatItWas(Exception original, Class<? extends IOException> kind) {
        IOException failure = RouteFailure.of(OWN, won(attempt(OWN, AttemptOutcome.FAILED, 3, original)), null);

        assertThat(failure)
                .isExactlyInstanceOf(kind)
                .isNotSameAs(original)
                .hasMessage(original.getMessage())
                .hasCause(original);
    }

    @Test
    void anAttemptThatWasClosedForTheWinnerSaysHowLongItHadTime() {
        IOException failure = RouteFailure.of(OWN, won(attempt(OWN, AttemptOutcome.LOST, 251, null)), null);

        assertThat(failure)
                .isInstanceOf(OvertakenException.class)
                .hasMessage("192.0.2.1:443 had not answered after 251 ms when [2001:db8::1]:443 connected");
    }

    @Test
    void anAttemptThatGotNoAnswerSaysSo() {
        IOException failure = RouteFailure.of(OWN, won(attempt(OWN, AttemptOutcome.TIMED_OUT, 2_000, null)), null);

        assertThat(failure)
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("192.0.2.1:443: no answer after 2000 ms");
    }

    @Test
    void anAddressThatWasNotTriedBeforeAnotherConnectedSaysSo() {
        assertThat(RouteFailure.of(OWN, won(), null))
                .isInstanceOf(OvertakenException.class)
                .hasMessage("[2001:db8::1]:443 connected before 192.0.2.1:443 was tried");
    }

    @Test
    void anAddressThatWasNotTriedInALostRaceSaysWhyItWasLost() {
        IOException timeout = new SocketTimeoutException("too late");
        assertThat(RouteFailure.of(OWN, won(), timeout))
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("192.0.2.1:443 was not tried: the connect timeout passed")
                .hasCause(timeout);

        IOException refused = new IOException("none may be dialled");
        assertThat(RouteFailure.of(OWN, won(), refused))
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessage("192.0.2.1:443 was not tried: none may be dialled")
                .hasCause(refused);
    }

    private static RaceReport won(AttemptReport... others) {
        return new RaceReport(
                new RaceStart(1, "test", Target.of("site.test", 443), Instant.EPOCH),
                RaceOutcome.CONNECTED,
                Duration.ofMillis(300),
                Duration.ofMillis(250),
                List.of(),
                Stream.concat(Stream.of(others), Stream.of(attempt(WINNER, AttemptOutcome.WON, 20, null)))
                        .toList());
    }

    private static AttemptReport attempt(
            AddressCandidate candidate, AttemptOutcome outcome, long millis, Throwable failure) {
        return new AttemptReport(0, candidate, Duration.ZERO, Duration.ofMillis(millis), outcome, null, failure);
    }

    private static AddressCandidate candidate(String literal) {
        try {
            return new AddressCandidate(InetAddress.getByName(literal), 443);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
