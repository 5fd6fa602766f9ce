package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What connecting the unconnected socket of the factory does. */
@LeaksNothing
class RacingSocketTest {

    private final RecordingListener listener = new RecordingListener();

    private HappyConnectorBuilder builder(List<InetAddress> addresses) {
        return HappyConnector.builder().resolver(Names.all(addresses)).listener(listener);
    }

    private static InetSocketAddress unresolved(String host, int port) {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Test
    void anUnresolvedNameIsRaced() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .connectionAttemptDelay(Duration.ofMillis(50))
                        .build();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.connect(unresolved("broken.test", host.port()));
            assertThat(socket.getRemoteSocketAddress()).isEqualTo(host.address(2));
            assertThat(socket)
                    .hasToString(
                            "Socket[addr=/127.0.0.3,port=" + host.port() + ",localport=" + socket.getLocalPort() + "]");
            echo(socket);
        }
        assertThat(listener.onlyReport().attempts()).hasSize(3);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void anUnresolvedLiteralIsConnectedTo() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = builder(List.of()).build();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.connect(unresolved("127.0.0.1", server.address().getPort()));
            echo(socket);
        }
    }

    @Test
    void aResolvedAddressIsNeitherRacedNorResolvedAgain() throws IOException {
        Names.Silent resolver = new Names.Silent();
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(resolver)
                        .listener(listener)
                        .build()) {
            Socket refused = connector.socketFactory().createSocket();
            InetSocketAddress remote = named("two.test", ipv4(1), host.port());
            assertThat(catchThrowableOfType(ConnectException.class, () -> refused.connect(remote)))
                    .hasMessageStartingWith("cannot connect to two.test:" + host.port()
                            + ": 1 address tried, none connected; 127.0.0.1:" + host.port() + ": Connection refused");
            try (Socket socket = connector.socketFactory().createSocket()) {
                InetSocketAddress good = named("two.test", ipv4(2), host.port());
                socket.connect(good);
                assertThat(socket.getInetAddress()).isSameAs(good.getAddress());
                echo(socket);
            }
        }
        assertThat(resolver.lookups).hasValue(0);
        assertThat(listener.reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.attempts()).hasSize(1));
    }

    @Test
    void theNameOfAResolvedAddressMayBeAnything() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = builder(List.of()).build();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.connect(named("not a host", ipv4(1), server.address().getPort()));
            echo(socket);
        }
        assertThat(listener.onlyReport().target().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void theWildcardAddressIsThisMachineAsForAPlainSocket() throws IOException {
        try (EchoServer server = new EchoServer(new InetSocketAddress(0).getAddress(), 0);
                HappyConnector connector = builder(List.of()).build();
                Socket plain = new Socket();
                Socket racing = connector.socketFactory().createSocket()) {
            InetSocketAddress remote = new InetSocketAddress(server.address().getPort());
            plain.connect(remote);
            racing.connect(remote);
            assertThat(racing.getInetAddress()).isEqualTo(plain.getInetAddress());
        }
    }

    @Test
    void anAddressWithAScopeKeepsIt() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(ipv4(1));
        assumeThat(Loopback.hasIpv6())
                .as("***** SKIPPED: this machine has no IPv6 *****")
                .isTrue();
        try (EchoServer server = new EchoServer(Loopback.ipv6(), 0);
                HappyConnector connector = builder(List.of()).build();
                Socket socket = connector.socketFactory().createSocket()) {
            InetAddress scoped = Inet6Address.getByAddress(null, Loopback.ipv6().getAddress(), loopback.getIndex());
            socket.connect(new InetSocketAddress(scoped, server.address().getPort()));
            assertThat(socket.getInetAddress()).isSameAs(scoped);
            echo(socket);
        }
    }

    @Test
    void theTimeoutOfTheCallReplacesAShorterOneOfTheConnector() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .connectionAttemptDelay(Duration.ofMillis(300))
                        .connectTimeout(Duration.ofMillis(100))
                        .build();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.connect(unresolved("hole.test", host.port()), 20_000);
            echo(socket);
        }
    }

    @Test
    void theTimeoutOfTheCallReplacesALongerOneOfTheConnector() throws IOException {
        assertThat(timeoutMessage(Duration.ofSeconds(20), 100)).contains("timed out after 100 ms");
    }

    @Test
    void withoutATimeoutOfItsOwnACallHasTheConnectors() throws IOException {
        assertThat(timeoutMessage(Duration.ofMillis(100), 0)).contains("timed out after 100 ms");
    }

    private String timeoutMessage(Duration ofConnector, int ofCallMillis) throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector =
                        builder(host.addresses()).connectTimeout(ofConnector).build();
                Socket socket = connector.socketFactory().createSocket()) {
            SocketTimeoutException failure = catchThrowableOfType(
                    SocketTimeoutException.class,
                    () -> socket.connect(unresolved("hole.test", host.port()), ofCallMillis));
            assertThat(socket.isClosed()).isTrue();
            return failure.getMessage();
        }
    }

    @Test
    void theLongestTimeoutOfAPlainSocketIsTaken() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = builder(List.of(ipv4(1))).build();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.connect(unresolved("a.test", server.address().getPort()), Integer.MAX_VALUE);
            echo(socket);
        }
    }

    @Test
    void whatCannotBeConnectedToIsAnIOException() throws IOException {
        try (HappyConnector connector = builder(List.of()).build()) {
            assertThat(failureOf(connector, unresolved("empty.test", 80)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("empty.test");
            assertThat(failureOf(connector, unresolved("not a host", 80)))
                    .isExactlyInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("not a host");
            assertThat(failureOf(connector, unresolved("", 80))).isExactlyInstanceOf(UnknownHostException.class);
            assertThat(failureOf(connector, unresolved("a.test", 0)))
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasMessage("port must be 1 to 65535, but is 0");
            assertThat(failureOf(connector, new InetSocketAddress(ipv4(1), 0)))
                    .isExactlyInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aClosedConnectorConnectsNothing() throws IOException {
        try (EchoServer server = new EchoServer()) {
            HappyConnector connector = builder(List.of(ipv4(1))).build();
            connector.close();
            assertThat(failureOf(connector, server.address()))
                    .isInstanceOf(ConnectCancelledException.class)
                    .hasMessageContaining("was closed");
        }
    }

    private static IOException failureOf(HappyConnector connector, InetSocketAddress remote) throws IOException {
        Socket socket = connector.socketFactory().createSocket();
        IOException failure = catchThrowableOfType(IOException.class, () -> socket.connect(remote));
        assertThat(socket.isClosed()).isTrue();
        assertThat(socket.isConnected()).isFalse();
        return failure;
    }

    @Test
    void aSecondConnectWhileTheFirstRunsFailsLikeThatOfAPlainSocket() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = builder(host.addresses()).build()) {
            Socket socket = connector.socketFactory().createSocket();
            BlockedCall<?> first = BlockedCall.of(() -> {
                socket.connect(unresolved("hole.test", host.port()));
                return null;
            });
            first.awaitIn("connect");
            assertThat(catchThrowable(() -> socket.connect(unresolved("hole.test", host.port()))))
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Connection in progress");
            assertThat(first.failure())
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Socket closed");
        }
    }

    private static InetSocketAddress named(String host, InetAddress address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port);
    }

    private static void echo(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
}
