package io.happyconnect.sample.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void tellsWhatFailedAfterTheConnectionStood() {
        assertThat(Failures.text(new SSLHandshakeException("no name matching example.com found")))
                .isEqualTo("connected, but TLS failed: no name matching example.com found");
        assertThat(Failures.text(new SocketTimeoutException("timeout")))
                .isEqualTo("connected, but no complete answer in time: timeout");
    }

    @Test
    void aFailureWithoutAMessageHasItsName() {
        assertThat(Failures.text(new IOException())).isEqualTo("IOException");
    }
}
