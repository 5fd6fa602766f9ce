package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Everything that can be called on a socket, at every moment of its life, comes to the same on a racing socket and on a plain
 * one of this JVM: the result or the exception, and all that can be read of the socket afterwards.
 */
@LeaksNothing
class SocketFidelityTest {

    private static final boolean CLOSED_SOCKETS_REVIVE = Runtime.version().feature() < 25;

    private EchoServer server;
    private HappyConnector connector;

    /** When in the life of a socket. */
    enum Moment {
        UNCONNECTED(false, false, false),
        BOUND(true, false, false),
        CONNECTED(false, true, false),
        BOUND_AND_CONNECTED(true, true, false),
        HALF_CLOSED(false, true, false),
        CLOSED_UNUSED(false, false, true),
        CLOSED_AFTER_OPTIONS(false, false, true),
        CLOSED_AFTER_BIND(true, false, true),
        CLOSED_AFTER_CONNECT(false, true, true);

        private final boolean bound;
        private final boolean connected;
        private final boolean closed;

        Moment(boolean bound, boolean connected, boolean closed) {
            this.bound = bound;
            this.connected = connected;
            this.closed = closed;
        }

        private void reach(Socket socket, InetSocketAddress remote) throws IOException {
            if (this == CLOSED_AFTER_OPTIONS) {
                socket.setTcpNoDelay(true);
            }
            if (bound) {
                socket.bind(new InetSocketAddress(ipv4(3), 0));
            }
            if (connected) {
                socket.connect(remote);
            }
            if (this == HALF_CLOSED) {
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            if (closed) {
                socket.close();
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer();
        connector =
                HappyConnector.builder().resolver(Names.all(List.of(ipv4(1)))).build();
    }

    @AfterEach
    void close() throws IOException {
        connector.close();
        server.close();
    }

    private InetSocketAddress name() {
        return InetSocketAddress.createUnresolved("echo.test", server.address().getPort());
    }

    @ParameterizedTest
    @EnumSource
    void answersEveryCallLikeAPlainSocket(Moment moment) throws IOException {
        assumeThat(moment == Moment.CLOSED_UNUSED && CLOSED_SOCKETS_REVIVE)
                .as(
                        "***** SKIPPED before Java 25: there a plain socket that was closed unused opens again when it is read *****")
                .isFalse();
        List<String> differences = new ArrayList<>();
        for (SocketOperation operation : operations(moment)) {
            try (Socket plain = new Socket();
                    Socket racing = connector.socketFactory().createSocket()) {
                moment.reach(plain, server.address());
                moment.reach(racing, name());
                String expected = operation.outcomeOn(plain);
                String actual = operation.outcomeOn(racing);
                if (!actual.equals(expected)) {
                    differences.add(operation + ": " + actual + ", but a plain socket " + expected);
                }
                compare(racing, plain, "after " + operation, differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void aSocketClosedUnusedStaysClosed() throws IOException {
        Socket racing = connector.socketFactory().createSocket();
        racing.close();
        assertThat(catchThrowable(racing::getTrafficClass)).isExactlyInstanceOf(SocketException.class);
        assertThat(catchThrowable(racing::getTcpNoDelay))
                .isExactlyInstanceOf(SocketException.class)
                .hasMessage("Socket is closed");
        assertThat(catchThrowable(() -> racing.sendUrgentData(1))).isExactlyInstanceOf(SocketException.class);
        assertThat(racing.getLocalPort()).isEqualTo(-1);
        assertThat(racing.isBound()).isFalse();
        racing.close();
    }

    @Test
    void whatWasDoneBeforeTheConnectHoldsAfterIt() throws IOException {
        List<String> differences = new ArrayList<>();
        for (SocketOperation operation : operations(Moment.UNCONNECTED)) {
            try (Socket plain = new Socket();
                    Socket racing = connector.socketFactory().createSocket()) {
                operation.outcomeOn(plain);
                operation.outcomeOn(racing);
                String expected = connecting(plain, server.address());
                String actual = connecting(racing, name());
                if (!actual.equals(expected)) {
                    differences.add("connect after " + operation + ": " + actual + ", but a plain socket " + expected);
                }
                compare(racing, plain, "connected after " + operation, differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void theSecondConnectFailsLikeThatOfAPlainSocketAndLeavesTheFirst() throws IOException {
        try (Socket plain = new Socket();
                Socket racing = connector.socketFactory().createSocket()) {
            plain.connect(server.address());
            racing.connect(name());
            assertThat(connecting(racing, name())).isEqualTo(connecting(plain, server.address()));
            assertThat(racing.isClosed()).isFalse();
            racing.getOutputStream().write(42);
            assertThat(racing.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void aFailedConnectLeavesWhatAPlainSocketOfJava25Leaves() throws IOException {
        try (RefusingPort refusing = new RefusingPort();
                Socket plain = new Socket();
                Socket racing = connector.socketFactory().createSocket()) {
            assertThat(catchThrowable(() -> racing.connect(refusing.address()))).isInstanceOf(ConnectException.class);
            assertThat(racing.isClosed()).isTrue();
            assertThat(catchThrowable(() -> racing.connect(server.address())))
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Socket is closed");
            assertThat(catchThrowable(() -> plain.connect(refusing.address()))).isNotNull();
            assumeThat(Runtime.version().feature())
                    .as("***** SKIPPED before Java 25: there a plain socket stays open after a failed connect *****")
                    .isGreaterThanOrEqualTo(25);
            assertThat(SocketOperation.portrait(racing)).isEqualTo(SocketOperation.portrait(plain));
        }
    }

    private static void compare(Socket racing, Socket plain, String when, List<String> differences) {
        Map<String, String> actual = SocketOperation.portrait(racing);
        SocketOperation.portrait(plain).forEach((name, expected) -> {
            String got = actual.get(name);
            if (!expected.equals(got)) {
                differences.add(name + " " + when + ": " + got + ", but a plain socket " + expected);
            }
        });
    }

    private static String connecting(Socket socket, InetSocketAddress remote) {
        return new SocketOperation("connect", connected -> {
                    connected.connect(remote);
                    return "done";
                })
                .outcomeOn(socket);
    }

    // Closing is what CLOSED_UNUSED is about.
    private static List<SocketOperation> operations(Moment moment) {
        return SocketOperation.changing().stream()
                .filter(operation ->
                        moment != Moment.UNCONNECTED || !operation.name().equals("close"))
                .toList();
    }
}
