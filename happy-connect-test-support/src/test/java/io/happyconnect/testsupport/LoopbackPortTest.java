package io.happyconnect.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@LeaksNothing
class LoopbackPortTest {

    @Test
    void theEchoServerSendsBackWhatItGetsAndEndsTheStreamInTurn() throws IOException {
        try (EchoServer server = new EchoServer();
                Socket client = connect(server)) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void theEchoServerClosesConnectionsThatItsClientsForgot() throws IOException {
        EchoServer server = new EchoServer();
        try (Socket client = connect(server)) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);

            server.close();

            client.setSoTimeout(5_000);
            assertThat(endsOrIsReset(client)).isTrue();
        }
    }

    @Test
    void theRefusingPortRefuses() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            assertThatThrownBy(() -> connect(refusing)).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> connect(refusing)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void nobodyElseCanTakeTheRefusingPort() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            assertThatThrownBy(() -> new ServerSocket(
                            refusing.address().getPort(), 1, refusing.address().getAddress()))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void theBlackHoleNeitherConnectsNorRefuses() throws IOException {
        try (BlackHole blackHole = new BlackHole()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> connect(blackHole)).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void blackHolesExistOnIpv6Too() throws IOException {
        assumeTrue(Loopback.hasIpv6(), "no ::1 on this machine");
        try (BlackHole blackHole = new BlackHole(Loopback.ipv6(), 0)) {
            assertThatThrownBy(() -> connect(blackHole)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aHostHasOnePortOnSeveralAddresses() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                .blackHole(Loopback.ipv4(2))
                .refusing(Loopback.ipv4(3))
                .echoing(Loopback.ipv4(4))
                .open()) {
            assertThat(host.addresses()).containsExactly(Loopback.ipv4(2), Loopback.ipv4(3), Loopback.ipv4(4));
            assertThatThrownBy(() -> connect(host.address(0))).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> connect(host.address(1))).isInstanceOf(ConnectException.class);
            try (Socket client = connect(host.address(2))) {
                assertThat(client.getPort()).isEqualTo(host.port());
            }
        }
    }

    @Test
    void aHostThatCannotBeOpenedClosesWhatItHad() {
        LoopbackHost.Builder twice =
                LoopbackHost.builder().refusing(Loopback.ipv4(2)).refusing(Loopback.ipv4(2));

        assertThatThrownBy(twice::open).isInstanceOf(BindException.class);
    }

    @Test
    void loopbackAddressesAreWhatTheySay() {
        assertThat(Loopback.ipv4(7).getHostAddress()).isEqualTo("127.0.0.7");
        assertThat(Loopback.ipv6().getHostAddress()).isEqualTo("0:0:0:0:0:0:0:1");
        assertThatThrownBy(() -> Loopback.ipv4(255)).hasMessage("last must be 1 to 254, but is 255");
    }

    private static Socket connect(LoopbackPort port) throws IOException {
        return connect(port.address());
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, 100);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static boolean endsOrIsReset(Socket client) throws IOException {
        try {
            return client.getInputStream().read() == -1;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
