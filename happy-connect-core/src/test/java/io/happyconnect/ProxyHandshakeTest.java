package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Proxies;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.route.ProxyServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that answer what no proxy should: every attempt ends, and nothing is left of it. */
@LeaksNothing
class ProxyHandshakeTest {

    private static HappyConnector through(String scheme, ScriptedServer server, Duration timeout) {
        return HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of()))
                .connectTimeout(timeout)
                .route(Proxies.of(
                        ProxyPolicy.PROXY_ONLY,
                        ProxyServer.parse(
                                scheme + "://127.0.0.1:" + server.address().getPort())))
                .build();
    }

    private static HappyConnector through(String scheme, ScriptedServer server) {
        return through(scheme, server, Duration.ofSeconds(60));
    }

    /** Answers without reading more than the beginning of what it is told. */
    private static ScriptedServer answering(String... answers) throws IOException {
        return new ScriptedServer(connection -> {
            for (String answer : answers) {
                if (connection.getInputStream().read() < 0) {
                    return;
                }
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
            connection.shutdownOutput();
            connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        });
    }

    private static String failure(String scheme, String... answers) throws IOException {
        try (ScriptedServer server = answering(answers);
                HappyConnector connector = through(scheme, server)) {
            return catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432))
                    .getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 Connection established\\r\\n\\r\\n",
                "HTTP/1.0 200\\r\\nVia: a\\r\\nX: b\\r\\n\\r\\n",
                "HTTP/1.1 299 Other\\n\\n",
                "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 103 Early\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\n\\r\\n"
            })
    void whatFollowsTheHeaderOfAGoodAnswerIsTheTargets(String header) throws IOException {
        try (ScriptedServer server = answering(header.replace("\\r", "\r").replace("\\n", "\n") + "220 welcome");
                HappyConnector connector = through("http", server);
                Socket socket = connector.connect("db", 5432)) {
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("220 welcome");
        }
    }

    @Test
    void whatFollowsTheReplyOfSocksIsTheTargets() throws IOException {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.getInputStream().readNBytes(3);
                    connection.getOutputStream().write(new byte[] {5, 0});
                    connection.getInputStream().readNBytes(4 + 1 + 2 + 2);
                    connection
                            .getOutputStream()
                            .write("\5\0\0\3\4nameXX220 welcome".getBytes(StandardCharsets.ISO_8859_1));
                });
                HappyConnector connector = through("socks5", server);
                Socket socket = connector.connect("db", 5432)) {
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("220 welcome");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "\u0016\u0003\u0001",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 -20 OK\r\n\r\n",
                "HTTP/1.1 ok\r\n\r\n",
                "\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n"
            })
    void garbageIsNotTakenForHttp(String garbage) throws IOException {
        assertThat(failure("http", garbage)).contains("does not speak HTTP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK", "\4\0", "\5\7", "\5\2"})
    void garbageIsNotTakenForSocks(String garbage) throws IOException {
        assertThat(failure("socks5", garbage)).containsAnyOf("does not speak SOCKS 5", "asks for a user");
    }

    @ParameterizedTest
    @CsvSource({"http, HTTP/1.1 200 OK", "socks5, '\5'", "http, ''", "socks5, ''"})
    void aProxyThatHangsUpInItsAnswerIsAFailedAttempt(String scheme, String beginning) throws IOException {
        assertThat(failure(scheme, beginning)).contains("hung up");
    }

    @ParameterizedTest
    @CsvSource({"300, false", "199, false", "404, false", "503, false"})
    void whatIsNo2xxIsARefusal(int code, boolean unused) throws IOException {
        assertThat(failure("http", "HTTP/1.1 " + code + " So\u001b[31m so\r\n\r\n"))
                .contains(code == 199 ? "hung up" : code + " So?[31m so");
    }

    @ParameterizedTest
    @CsvSource({
        "1, general failure",
        "2, permission denied",
        "3, network is unreachable",
        "4, host unreachable",
        "5, connection refused",
        "6, timed out",
        "7, does not support",
        "8, does not support",
        "9, reply 9",
        "255, reply 255"
    })
    void everyReplyOfSocksHasItsWords(int reply, String words) throws IOException {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.getInputStream().readNBytes(3);
                    connection.getOutputStream().write(new byte[] {5, 0});
                    connection.getInputStream().readNBytes(9);
                    connection.getOutputStream().write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
                    connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                });
                HappyConnector connector = through("socks5", server)) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432)))
                    .hasMessageContaining("does not connect to db:5432: ")
                    .hasMessageContaining(words);
        }
    }

    @Test
    void aHeaderOfEightKilobytesIsTakenAndOneByteMoreIsNot() throws IOException {
        String header = "HTTP/1.1 200 OK\r\nX: ";
        String end = "\r\n\r\n";
        String filler = "x".repeat(8192 - header.length() - end.length());
        try (ScriptedServer server = answering(header + filler + end);
                HappyConnector connector = through("http", server);
                Socket socket = connector.connect("db", 5432)) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(failure("http", header + filler + "x" + end)).contains("a header of more than 8192 bytes");
    }

    @Test
    void anAnswerWithoutAnEndIsReadNoFurther() throws IOException {
        AtomicLong sent = new AtomicLong();
        byte[] block = new byte[1024];
        Arrays.fill(block, (byte) 'x');
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 100_000; i++) {
                        connection.getOutputStream().write(block);
                        sent.addAndGet(block.length);
                    }
                });
                HappyConnector connector = through("http", server)) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432)))
                    .hasMessageContaining("a header of more than 8192 bytes");
        }
        assertThat(sent.get()).isLessThan(100_000L * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aSilentProxyEndsAtTheDeadlineOfTheRace(String scheme) throws IOException {
        try (ScriptedServer server = new ScriptedServer(
                        connection -> connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()));
                HappyConnector connector = through(scheme, server, Duration.ofMillis(200))) {
            long before = System.nanoTime();
            assertThat(catchThrowableOfType(ConnectTimeoutException.class, () -> connector.connect("db", 5432)))
                    .hasMessageContaining("1 without an answer");
            assertThat(System.nanoTime() - before)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.SECONDS.toNanos(20));
        }
    }

    @Test
    void aProxyThatDripsEndsAtTheDeadlineOfTheRace() throws IOException {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    InputStream in = connection.getInputStream();
                    connection.setSoTimeout(5);
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 5_000; i++) {
                        connection.getOutputStream().write('x');
                        try {
                            if (in.read() < 0) {
                                return;
                            }
                        } catch (java.net.SocketTimeoutException notYet) {
                            // Time for the next drop.
                        }
                    }
                });
                HappyConnector connector = through("http", server, Duration.ofMillis(300))) {
            assertThat(catchThrowableOfType(ConnectTimeoutException.class, () -> connector.connect("db", 5432)))
                    .isNotNull();
        }
    }

    @Test
    void aCancelEndsTheHandshakeAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.getInputStream().read();
                    asked.countDown();
                    connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                });
                HappyConnector connector = through("http", server)) {
            Cancellation cancellation = new Cancellation();
            BlockedCall<Socket> call = BlockedCall.of(() -> connector.connect(
                    io.happyconnect.name.Target.of("db", 5432),
                    ConnectOptions.defaults().withCancellation(cancellation)));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            cancellation.cancel();

            assertThat(call.failure()).isInstanceOf(ConnectCancelledException.class);
        }
    }

    @Test
    void closingTheConnectorEndsTheHandshakeAtOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.getInputStream().read();
            asked.countDown();
            connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            HappyConnector connector = through("socks5", server);
            BlockedCall<Socket> call = BlockedCall.of(() -> connector.connect("db", 5432));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            connector.close();

            assertThat(call.failure()).isInstanceOf(ConnectCancelledException.class);
        }
    }

    @Test
    void theRequestIsWhatProxiesExpect() throws Exception {
        StringBuilder request = new StringBuilder();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    while (request.indexOf("\r\n\r\n") < 0) {
                        request.append((char) connection.getInputStream().read());
                    }
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                });
                HappyConnector connector = HappyConnector.builder()
                        .route(Proxies.of(
                                ProxyPolicy.PROXY_ONLY,
                                ProxyServer.parse("http://127.0.0.1:"
                                                + server.address().getPort())
                                        .withCredentials("Aladdin", "open sesame")))
                        .build();
                Socket socket = connector.connect("2001:db8::1", 443)) {
            assertThat(request)
                    .hasToString("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n"
                            + "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n");
        }
    }
}
