package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A socket is a socket, whichever way the connector has made it. */
@LeaksNothing
class ConnectedSocketTest {

    private static final int MEGABYTE = 1_000_000;

    private EchoServer server;
    private HappyConnector connector;

    /** The ways to a connected socket. */
    enum Way {
        CONNECT {
            @Override
            Socket open(HappyConnector connector, InetSocketAddress server) throws IOException {
                return connector.connect("echo.test", server.getPort());
            }
        },
        RACE_OF_THE_FACTORY {
            @Override
            Socket open(HappyConnector connector, InetSocketAddress server) throws IOException {
                Socket socket = connector.socketFactory().createSocket();
                socket.connect(InetSocketAddress.createUnresolved("echo.test", server.getPort()));
                return socket;
            }
        },
        RESOLVED_BY_THE_CALLER {
            @Override
            Socket open(HappyConnector connector, InetSocketAddress server) throws IOException {
                return connector.socketFactory().createSocket(server.getAddress(), server.getPort());
            }
        };

        abstract Socket open(HappyConnector connector, InetSocketAddress server) throws IOException;
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

    @ParameterizedTest
    @EnumSource
    void carries100MegabytesEachWay(Way way) throws Exception {
        int bytes = 100 * MEGABYTE;
        CRC32 sent = new CRC32();
        CRC32 received = new CRC32();
        try (Socket socket = way.open(connector, server.address())) {
            BlockedCall<?> writing = BlockedCall.of(() -> {
                OutputStream out = new CheckedOutputStream(socket.getOutputStream(), sent);
                byte[] chunk = new byte[50_000];
                new Random(42).nextBytes(chunk);
                for (int i = 0; i < bytes / chunk.length; i++) {
                    chunk[i % chunk.length]++;
                    out.write(chunk);
                }
                socket.shutdownOutput();
                return null;
            });
            long length = new CheckedInputStream(socket.getInputStream(), received)
                    .transferTo(OutputStream.nullOutputStream());
            writing.result();
            assertThat(length).isEqualTo(bytes);
        }
        assertThat(received.getValue()).isEqualTo(sent.getValue());
    }

    @ParameterizedTest
    @EnumSource
    void aHalfClosedSocketStillReads(Way way) throws IOException {
        try (Socket socket = way.open(connector, server.address())) {
            socket.getOutputStream().write("all of it".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.isOutputShutdown()).isTrue();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("all of it");
            assertThat(socket.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadTimesOutAndTheSocketLives(Way way) throws IOException {
        try (Socket socket = way.open(connector, server.address())) {
            socket.setSoTimeout(50);
            long start = System.nanoTime();
            assertThat(catchThrowable(() -> socket.getInputStream().read())).isInstanceOf(SocketTimeoutException.class);
            assertThat(System.nanoTime() - start).isGreaterThan(45_000_000);
            echo(socket);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptOfAReadingThreadDoesNotCloseTheSocket(Way way) throws Exception {
        try (Socket socket = way.open(connector, server.address())) {
            BlockedCall<String> read = BlockedCall.of(
                    () -> socket.getInputStream().read() + (Thread.interrupted() ? ", interrupted" : ""));
            read.awaitIn("read");
            read.thread().interrupt();
            socket.getOutputStream().write(42);
            assertThat(read.result()).isEqualTo("42, interrupted");
            assertThat(socket.isClosed()).isFalse();
            echo(socket);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadWritesOn(Way way) throws Exception {
        try (Socket socket = way.open(connector, server.address())) {
            BlockedCall<String> write = BlockedCall.of(() -> {
                Thread.currentThread().interrupt();
                socket.getOutputStream().write(42);
                return socket.getInputStream().read() + (Thread.interrupted() ? ", interrupted" : "");
            });
            assertThat(write.result()).isEqualTo("42, interrupted");
            echo(socket);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingAStreamClosesTheSocket(Way way) throws IOException {
        try (Socket socket = way.open(connector, server.address())) {
            socket.getInputStream().close();
            assertThat(socket.isClosed()).isTrue();
        }
        try (Socket socket = way.open(connector, server.address())) {
            socket.getOutputStream().close();
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void urgentDataIsSent(Way way) throws IOException {
        try (Socket socket = way.open(connector, server.address())) {
            socket.getOutputStream().write(1);
            socket.sendUrgentData(2);
            socket.getOutputStream().write(3);
            // The server does not ask for urgent data, so it leaves it out of the echo.
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            assertThat(socket.getInputStream().read()).isEqualTo(3);
        }
    }

    private static void echo(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
}
