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
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What binding the unconnected socket of the factory does. */
@LeaksNothing
class RacingSocketBindTest {

    private static HappyConnector connector(List<InetAddress> addresses) {
        return HappyConnector.builder()
                .resolver(Names.all(addresses))
                .connectionAttemptDelay(Duration.ofMillis(50))
                .build();
    }

    private static InetSocketAddress unresolved(int port) {
        return InetSocketAddress.createUnresolved("bound.test", port);
    }

    @Test
    void aPortInUseFailsTheBindAndLeavesTheSocketUnbound() throws IOException {
        try (EchoServer server = new EchoServer();
                RefusingPort taken = new RefusingPort(ipv4(9), 0);
                HappyConnector connector = connector(List.of(ipv4(1)));
                Socket socket = connector.socketFactory().createSocket()) {
            assertThat(catchThrowable(() -> socket.bind(taken.address())))
                    .isExactlyInstanceOf(BindException.class)
                    .hasMessage("Address already in use");
            assertThat(socket.isBound()).isFalse();
            socket.bind(new InetSocketAddress(ipv4(9), 0));
            socket.connect(unresolved(server.address().getPort()));
            assertThat(socket.getLocalAddress()).isEqualTo(ipv4(9));
        }
    }

    @Test
    void aBoundSocketHoldsItsPort() throws IOException {
        try (HappyConnector connector = connector(List.of());
                Socket socket = connector.socketFactory().createSocket();
                Socket other = new Socket()) {
            socket.bind(new InetSocketAddress(ipv4(9), 0));
            assertThat(socket.getLocalPort()).isPositive();
            assertThat(catchThrowable(() -> other.bind(socket.getLocalSocketAddress())))
                    .isExactlyInstanceOf(BindException.class);
            socket.close();
            other.bind(new InetSocketAddress(ipv4(9), socket.getLocalPort()));
        }
    }

    @Test
    void everyAttemptOfARaceComesFromTheLocalAddress() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = connector(host.addresses());
                Socket socket = connector.socketFactory().createSocket()) {
            socket.bind(new InetSocketAddress(ipv4(9), 0));
            socket.connect(unresolved(host.port()));
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(3));
            assertThat(socket.getLocalAddress()).isEqualTo(ipv4(9));
            echo(socket);
        }
    }

    @Test
    void aPortOfTheCallersChoiceIsKeptWhenAnAddressRefuses() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = connector(host.addresses());
                Socket socket = connector.socketFactory().createSocket()) {
            InetSocketAddress local = freeLocalAddress();
            socket.bind(local);
            socket.connect(unresolved(host.port()));
            assertThat(socket.getLocalSocketAddress()).isEqualTo(local);
            echo(socket);
        }
    }

    @Test
    void anyPortStaysWhatItWasWhenThereIsOneAddress() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = connector(List.of());
                Socket socket = connector.socketFactory().createSocket()) {
            socket.bind(null);
            int port = socket.getLocalPort();
            socket.connect(server.address());
            assertThat(socket.getLocalPort()).isEqualTo(port);
            echo(socket);
        }
    }

    @Test
    void reuseOfTheAddressIsAllowedToTheBindAndToTheAttempts() throws IOException {
        try (EchoServer server = new EchoServer();
                Socket other = new Socket();
                HappyConnector connector = connector(List.of(ipv4(1)));
                Socket socket = connector.socketFactory().createSocket()) {
            other.setReuseAddress(true);
            other.bind(new InetSocketAddress(ipv4(9), 0));
            socket.setReuseAddress(true);
            socket.bind(other.getLocalSocketAddress());
            socket.connect(unresolved(server.address().getPort()));
            assertThat(socket.getLocalSocketAddress()).isEqualTo(other.getLocalSocketAddress());
            echo(socket);
        }
    }

    /** Linux lets sockets share a port if all of them say so and none listens. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void attemptsShareAPortOfTheCallersChoiceIfReuseIsAllowed() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = connector(host.addresses());
                Socket socket = connector.socketFactory().createSocket()) {
            InetSocketAddress local = freeLocalAddress();
            socket.setReuseAddress(true);
            socket.bind(local);
            socket.connect(unresolved(host.port()));
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            assertThat(socket.getLocalSocketAddress()).isEqualTo(local);
            echo(socket);
        }
    }

    @Test
    void withoutReuseASecondAttemptFromTheSamePortFailsWhileTheFirstRuns() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = connector(host.addresses());
                Socket socket = connector.socketFactory().createSocket()) {
            socket.bind(freeLocalAddress());
            SocketTimeoutException failure = catchThrowableOfType(
                    SocketTimeoutException.class, () -> socket.connect(unresolved(host.port()), 1_000));
            assertThat(failure.getSuppressed()[1]).hasRootCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void addressesOfTheOtherFamilyAreNotTried() throws IOException {
        assumeThat(Loopback.hasIpv6())
                .as("***** SKIPPED: this machine has no IPv6 *****")
                .isTrue();
        try (EchoServer server = new EchoServer(Loopback.ipv6(), 0);
                HappyConnector connector = connector(List.of(Loopback.ipv6()));
                Socket socket = connector.socketFactory().createSocket()) {
            socket.bind(new InetSocketAddress(ipv4(9), 0));
            assertThat(catchThrowable(
                            () -> socket.connect(unresolved(server.address().getPort()))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("local addresses");
        }
    }

    private static InetSocketAddress freeLocalAddress() throws IOException {
        try (RefusingPort free = new RefusingPort(ipv4(9), 0)) {
            return free.address();
        }
    }

    private static void echo(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
}
