package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with host name verification on top of sockets that were raced. */
@LeaksNothing
class LayeredTlsTest {

    private static TestCertificate certificate;

    private ServerSocket server;
    private RefusingPort refusing;
    private BlockedCall<?> serving;
    private HappyConnector connector;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        certificate = TestCertificate.forHost("tls.test", directory);
    }

    @BeforeEach
    void open() throws Exception {
        server = certificate.server().getServerSocketFactory().createServerSocket(0, 50, ipv4(2));
        refusing = new RefusingPort(ipv4(1), server.getLocalPort());
        serving = BlockedCall.of(this::echoOneConnection);
        connector = HappyConnector.builder()
                .resolver(Names.all(List.of(ipv4(1), ipv4(2))))
                .build();
    }

    @AfterEach
    void close() throws Exception {
        connector.close();
        server.close();
        serving.result();
        refusing.close();
    }

    private Void echoOneConnection() {
        try (Socket connection = server.accept()) {
            connection.getInputStream().transferTo(connection.getOutputStream());
        } catch (IOException refusedByTheClient) {
            // What the client says about it is what is tested.
        }
        return null;
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "RACE_OF_THE_FACTORY"})
    void tlsIsLayeredOnTheWinnerAndVerifiesTheName(ConnectedSocketTest.Way way) throws Exception {
        Socket socket = way.open(connector, address());
        try (SSLSocket tls = layered(socket, "tls.test")) {
            tls.startHandshake();
            assertThat(tls.getInetAddress()).isEqualTo(ipv4(2));
            assertThat(tls.getPort()).isEqualTo(server.getLocalPort());
            tls.setSoTimeout(5_000);
            assertThat(socket.getSoTimeout()).isEqualTo(5_000);
            for (int i = 0; i < 100; i++) {
                tls.getOutputStream().write(i);
                assertThat(tls.getInputStream().read()).isEqualTo(i);
            }
        }
        assertThat(socket.isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "RACE_OF_THE_FACTORY"})
    void aCertificateForAnotherNameIsRefused(ConnectedSocketTest.Way way) throws Exception {
        Socket socket = way.open(connector, address());
        try (SSLSocket tls = layered(socket, "other.test")) {
            assertThat(catchThrowableOfType(SSLHandshakeException.class, tls::startHandshake))
                    .hasRootCauseInstanceOf(CertificateException.class)
                    .hasMessageContaining("other.test");
        }
        assertThat(socket.isClosed()).isTrue();
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static SSLSocket layered(Socket socket, String host) throws Exception {
        SSLSocket tls =
                (SSLSocket) certificate.client().getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return tls;
    }
}
