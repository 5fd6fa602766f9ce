package io.happyconnect.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class DecisiveFailureTest {

    private final ConnectException refused = new ConnectException("refused");
    private final SocketException reset = new SocketException("reset");
    private final SocketTimeoutException silent = new SocketTimeoutException("silent");
    private final SSLHandshakeException handshake = new SSLHandshakeException("handshake");

    /** As OkHttp makes it of a connect that was overtaken. */
    private static ConnectException overtaken(IOException... others) {
        ConnectException failure = new ConnectException("Failed to connect");
        failure.initCause(new OvertakenException("overtaken"));
        for (IOException other : others) {
            failure.addSuppressed(other);
        }
        return failure;
    }

    @Test
    void whatIsNotAboutAnOvertakenRouteStaysAsItIs() {
        refused.addSuppressed(handshake);

        assertThat(DecisiveFailure.of(refused)).isSameAs(refused);
        assertThat(DecisiveFailure.of(handshake)).isSameAs(handshake);
    }

    @Test
    void aFailureAfterTheConnectComesFirst() {
        IOException first = overtaken(refused, silent, handshake, reset);

        assertThat(DecisiveFailure.of(first)).isSameAs(handshake);
        assertThat(handshake.getSuppressed()).containsExactly(first.getCause(), refused, silent, reset);
    }

    @Test
    void otherwiseTheFirstRouteThatWasNotOvertakenDoes() {
        IOException second = overtaken();
        IOException first = overtaken(second, refused, silent);

        assertThat(DecisiveFailure.of(first)).isSameAs(refused);
        assertThat(refused.getSuppressed()).containsExactly(first.getCause(), second, silent);
    }

    @Test
    void whenAllWereOvertakenTheFirstStays() {
        IOException first = overtaken(overtaken());

        assertThat(DecisiveFailure.of(first)).isSameAs(first);
        assertThat(DecisiveFailure.of(overtaken())).hasNoSuppressedExceptions();
    }

    @Test
    void aBareOvertakenExceptionIsSuppressedItself() {
        OvertakenException first = new OvertakenException("overtaken");
        first.addSuppressed(handshake);

        assertThat(DecisiveFailure.of(first)).isSameAs(handshake);
        assertThat(handshake.getSuppressed()).containsExactly(first);
    }
}
