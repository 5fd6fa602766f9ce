package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Proxies;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.route.ProxyServer;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.InstalledServer;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxies that Debian has in its packages: tinyproxy for HTTP, microsocks for SOCKS 5. With {@code -Pinstalled-servers}. */
@Tag("installed-servers")
class InstalledProxiesTest {

    @TempDir
    private Path directory;

    private InstalledServer start(String scheme, String user, String password) throws IOException {
        int port = InstalledServer.freePort();
        Path log = directory.resolve("log");
        if (scheme.equals("socks5")) {
            String program = InstalledServer.program("microsocks");
            List<String> everybody = List.of(program, "-i", "127.0.0.1", "-p", "" + port);
            return InstalledServer.start(
                    port,
                    log,
                    user.isEmpty()
                            ? everybody
                            : List.of(program, "-i", "127.0.0.1", "-p", "" + port, "-u", user, "-P", password));
        }
        Path configuration = Files.writeString(
                directory.resolve("tinyproxy.conf"),
                "Port " + port + "\nListen 127.0.0.1\nTimeout 600\nMaxClients 50\nLogLevel Connect\n"
                        + (user.isEmpty() ? "" : "BasicAuth " + user + " " + password + "\n"));
        return InstalledServer.start(
                port, log, List.of(InstalledServer.program("tinyproxy"), "-d", "-c", configuration.toString()));
    }

    private static HappyConnector through(String scheme, InstalledServer server, String user, String password) {
        ProxyServer proxy =
                ProxyServer.parse(scheme + "://127.0.0.1:" + server.address().getPort());
        return HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of()))
                .connectTimeout(Duration.ofSeconds(60))
                .route(Proxies.of(
                        ProxyPolicy.PROXY_ONLY, user.isEmpty() ? proxy : proxy.withCredentials(user, password)))
                .build();
    }

    private static void echoes(Socket socket) throws IOException {
        byte[] text = "hello through a proxy ".repeat(10_000).getBytes();
        socket.getOutputStream().write(text, 0, 1000);
        assertThat(socket.getInputStream().readNBytes(1000)).isEqualTo(java.util.Arrays.copyOf(text, 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void theProxyResolvesTheNameAndConnects(String scheme) throws IOException {
        try (EchoServer echo = new EchoServer();
                InstalledServer server = start(scheme, "", "");
                HappyConnector connector = through(scheme, server, "", "");
                Socket socket = connector.connect("localhost", echo.address().getPort())) {
            echoes(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void credentialsAreUnderstoodAndOthersRefused(String scheme) throws IOException {
        try (EchoServer echo = new EchoServer();
                InstalledServer server = start(scheme, "kim", "geheim")) {
            int port = echo.address().getPort();
            try (HappyConnector connector = through(scheme, server, "kim", "geheim");
                    Socket socket = connector.connect("localhost", port)) {
                echoes(socket);
            }
            try (HappyConnector connector = through(scheme, server, "kim", "falsch")) {
                assertThat(catchThrowableOfType(
                                ConnectFailedException.class, () -> connector.connect("localhost", port)))
                        .hasMessageNotContaining("falsch");
            }
            try (HappyConnector connector = through(scheme, server, "", "")) {
                assertThat(catchThrowableOfType(
                                ConnectFailedException.class, () -> connector.connect("localhost", port)))
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void whatTheyCannotReachIsAFailedAttempt(String scheme) throws IOException {
        try (LoopbackHost refusing = LoopbackHost.builder().refusing(ipv4(1)).open();
                InstalledServer server = start(scheme, "", "");
                HappyConnector connector = through(scheme, server, "", "")) {
            assertThat(catchThrowableOfType(
                            ConnectFailedException.class, () -> connector.connect("localhost", refusing.port())))
                    .hasMessageContaining("does not connect to localhost:" + refusing.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aBlackHoleCostsOneAttemptDelayAndTheProxyWins(String scheme) throws IOException {
        try (LoopbackHost site = LoopbackHost.builder()
                        .blackHole(ipv4(2))
                        .echoing(ipv4(1))
                        .open();
                InstalledServer server = start(scheme, "", "")) {
            overtakes(ProxyPolicy.DIRECT_FIRST, scheme, server.address().getPort(), ipv4(2), site.port());
        }
    }

    /** Frozen: the kernel still takes connections for it, and nobody answers. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aProxyThatHangsCostsOneAttemptDelayAndTheAddressWins(String scheme) throws Exception {
        try (EchoServer echo = new EchoServer();
                InstalledServer server = start(scheme, "", "")) {
            server.freeze();
            overtakes(
                    ProxyPolicy.PROXY_FIRST,
                    scheme,
                    server.address().getPort(),
                    ipv4(1),
                    echo.address().getPort());
        }
    }

    private static void overtakes(ProxyPolicy policy, String scheme, int proxyPort, InetAddress address, int port)
            throws IOException {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of("localhost", List.of(address))))
                .connectTimeout(Duration.ofSeconds(60))
                .route(Proxies.of(policy, ProxyServer.parse(scheme + "://127.0.0.1:" + proxyPort)))
                .build()) {
            long before = System.nanoTime();
            try (Socket socket = connector.connect("localhost", port)) {
                assertThat(System.nanoTime() - before)
                        .isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(20));
                echoes(socket);
            }
        }
    }
}
