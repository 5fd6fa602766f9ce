package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets in the hands of virtual threads. */
@LeaksNothing
class VirtualThreadSocketTest {

    private static HappyConnector connector(LoopbackHost host) {
        return HappyConnector.builder()
                .resolver(Names.all(host.addresses()))
                .connectionAttemptDelay(Duration.ofMillis(50))
                .build();
    }

    @BeforeEach
    void onlyWhereThereAreVirtualThreads() {
        assumeThat(Runtime.version().feature())
                .as("***** SKIPPED before Java 21: there are no virtual threads *****")
                .isGreaterThanOrEqualTo(21);
    }

    @ParameterizedTest
    @EnumSource
    void manyVirtualThreadsRaceReadAndWrite(ConnectedSocketTest.Way way) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = connector(host)) {
            List<BlockedCall<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int octet = i;
                calls.add(BlockedCall.ofVirtual(() -> {
                    try (Socket socket = way.open(connector, host.address(1))) {
                        socket.getOutputStream().write(octet);
                        return socket.getInputStream().read();
                    }
                }));
            }
            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i).result()).isEqualTo(i);
            }
        }
    }

    @Test
    void aCloseEndsTheConnectOfAVirtualThread() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .blackHole(ipv4(2))
                        .open();
                HappyConnector connector = connector(host)) {
            Socket socket = connector.socketFactory().createSocket();
            BlockedCall<?> connect = BlockedCall.ofVirtual(() -> {
                socket.connect(InetSocketAddress.createUnresolved("holes.test", host.port()));
                return null;
            });
            connect.awaitIn("connect");
            socket.close();
            assertThat(connect.failure())
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Socket closed");
        }
    }

    /** What {@link Socket} says of itself: an interrupt of a virtual thread that reads closes the socket. */
    @Test
    void anInterruptOfAReadingVirtualThreadClosesTheSocketAsItClosesAPlainOne() throws Exception {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = HappyConnector.create();
                Socket plain = new Socket();
                Socket racing = connector.socketFactory().createSocket()) {
            for (Socket socket : List.of(plain, racing)) {
                socket.connect(server.address());
                BlockedCall<Integer> read =
                        BlockedCall.ofVirtual(() -> socket.getInputStream().read());
                read.awaitIn("read");
                read.thread().interrupt();
                assertThat(read.failure())
                        .isExactlyInstanceOf(SocketException.class)
                        .hasMessage("Closed by interrupt");
                assertThat(socket.isClosed()).isTrue();
            }
        }
    }

    @Test
    void anInterruptedVirtualThreadThatWritesClosesTheSocketAsItClosesAPlainOne() throws Exception {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = HappyConnector.create();
                Socket plain = new Socket();
                Socket racing = connector.socketFactory().createSocket()) {
            plain.connect(server.address());
            racing.connect(server.address());
            assertThat(writingInterrupted(racing)).isEqualTo(writingInterrupted(plain));
        }
    }

    private static String writingInterrupted(Socket socket) throws Exception {
        String outcome = BlockedCall.ofVirtual(() -> {
                    byte[] more = new byte[10_000_000];
                    Thread.currentThread().interrupt();
                    try {
                        socket.getOutputStream().write(more);
                        return "written";
                    } catch (SocketException failure) {
                        return failure.getMessage();
                    }
                })
                .result();
        return outcome + ", closed " + socket.isClosed();
    }
}
