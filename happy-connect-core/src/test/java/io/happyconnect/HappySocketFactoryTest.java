package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

/** The five methods of a socket factory. */
@LeaksNothing
class HappySocketFactoryTest {

    private final RecordingListener listener = new RecordingListener();

    private HappyConnectorBuilder builder(List<InetAddress> addresses) {
        return HappyConnector.builder().resolver(Names.all(addresses)).listener(listener);
    }

    @Test
    void aNameIsRaced() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses()).build();
                Socket socket = connector.socketFactory().createSocket("two.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            echo(socket);
        }
        assertThat(listener.onlyReport().attempts()).hasSize(2);
    }

    @Test
    void aNameIsRacedFromALocalAddress() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses()).build();
                Socket socket = connector.socketFactory().createSocket("two.test", host.port(), ipv4(9), 0)) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            assertThat(socket.getLocalAddress()).isEqualTo(ipv4(9));
            echo(socket);
        }
        assertThat(listener.onlyReport().attempts()).hasSize(2);
    }

    @Test
    void anAddressIsConnectedToAndNothingElse() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses()).build()) {
            SocketFactory factory = connector.socketFactory();
            InetAddress refusing = InetAddress.getByAddress("two.test", ipv4(1).getAddress());
            assertThat(catchThrowable(() -> factory.createSocket(refusing, host.port())))
                    .isInstanceOf(ConnectException.class);
            assertThat(listener.onlyReport().attempts()).hasSize(1);
            try (Socket socket = factory.createSocket(ipv4(2), host.port())) {
                echo(socket);
            }
            try (Socket socket = factory.createSocket(ipv4(2), host.port(), ipv4(9), 0)) {
                assertThat(socket.getLocalAddress()).isEqualTo(ipv4(9));
                echo(socket);
            }
            try (Socket socket = factory.createSocket(ipv4(2), host.port(), null, 0)) {
                echo(socket);
            }
        }
    }

    @Test
    void noHostMeansThisMachine() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = builder(List.of()).build();
                Socket socket = connector
                        .socketFactory()
                        .createSocket((String) null, server.address().getPort())) {
            assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
            echo(socket);
        }
    }

    @Test
    void whatTheConnectorForbidsIsForbiddenToItsFactory() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = builder(List.of(ipv4(1)))
                        .addressFilter(address -> !address.equals(ipv4(1)))
                        .build()) {
            SocketFactory factory = connector.socketFactory();
            int port = server.address().getPort();
            assertThat(catchThrowableOfType(UnknownHostException.class, () -> factory.createSocket(ipv4(1), port)))
                    .hasMessageContaining("address filter");
            assertThat(catchThrowableOfType(UnknownHostException.class, () -> factory.createSocket("a.test", port)))
                    .hasMessageContaining("address filter");
            assertThat(server.accepted()).isZero();
        }
        assertThat(listener.reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.attempts()).isEmpty());
    }

    @Test
    void theTimeoutOfTheConnectorHolds() throws IOException {
        try (BlackHole hole = new BlackHole();
                HappyConnector connector = builder(List.of(ipv4(1)))
                        .connectTimeout(Duration.ofMillis(100))
                        .build()) {
            int port = hole.address().getPort();
            assertThat(catchThrowable(() -> connector.socketFactory().createSocket(ipv4(1), port)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("timed out after 100 ms");
            assertThat(catchThrowable(() -> connector.socketFactory().createSocket("hole.test", port)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("timed out after 100 ms");
        }
    }

    @Test
    void aLocalPortInUseIsABindException() throws IOException {
        try (EchoServer server = new EchoServer();
                RefusingPort taken = new RefusingPort(ipv4(9), 0);
                HappyConnector connector = builder(List.of(ipv4(1))).build()) {
            SocketFactory factory = connector.socketFactory();
            int port = server.address().getPort();
            int local = taken.address().getPort();
            assertThat(catchThrowable(() -> factory.createSocket("a.test", port, ipv4(9), local)))
                    .isExactlyInstanceOf(BindException.class);
            assertThat(catchThrowable(() -> factory.createSocket(ipv4(1), port, ipv4(9), local)))
                    .isExactlyInstanceOf(BindException.class);
        }
        assertThat(listener.reports).isEmpty();
    }

    @Test
    void nonsenseIsRefusedAsThePlainFactoryRefusesIt() throws IOException {
        try (HappyConnector connector = builder(List.of(ipv4(1))).build()) {
            SocketFactory factory = connector.socketFactory();
            assertThat(catchThrowable(() -> factory.createSocket("a.test", 65_536)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65536");
            assertThat(catchThrowable(() -> factory.createSocket("a.test", -1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(catchThrowable(() -> factory.createSocket((InetAddress) null, 80)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("address");
            assertThat(catchThrowable(() -> factory.createSocket("a.test", 0)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("port must be 1 to 65535, but is 0");
            assertThat(catchThrowable(() -> factory.createSocket("not a host", 80)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("not a host");
        }
        assertThat(listener.reports).isEmpty();
    }

    @Test
    void factoriesOfOneConnectorAreEqual() {
        try (HappyConnector one = builder(List.of()).build();
                HappyConnector other = builder(List.of()).build()) {
            assertThat(one.socketFactory())
                    .isEqualTo(one.socketFactory())
                    .hasSameHashCodeAs(one.socketFactory())
                    .isNotEqualTo(other.socketFactory())
                    .isNotEqualTo(SocketFactory.getDefault());
        }
    }

    private static void echo(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
}
