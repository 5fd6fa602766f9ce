package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.HappyConnector;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.InstalledServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's own server and agent, from Debian's packages. With {@code -Pinstalled-servers}. */
@Tag("installed-servers")
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {"process reaper", "CompletableFutureDelayScheduler", "MockWebServer", "OkHttp", "Okio"})
class InstalledSshdTest {

    @TempDir
    private Path directory;

    private InstalledServer sshd;

    @BeforeEach
    void start() throws Exception {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file("host_key"));
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file("id_test"));
        Files.copy(directory.resolve("id_test.pub"), directory.resolve("authorized_keys"));
        sshd = sshd("sshd");
        run("ssh-keygen", "-q", "-H", "-f", file("known_hosts"));
    }

    @AfterEach
    void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private InstalledServer sshd(String name) throws Exception {
        String program = InstalledServer.program("sshd");
        int port = InstalledServer.freePort();
        Path configuration = Files.writeString(
                directory.resolve(name + ".conf"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin yes
                AllowTcpForwarding yes
                """.formatted(port, file("host_key"), file("authorized_keys")));
        // The directory of its privilege separation, which the start script of the package makes.
        if (Files.isWritable(Path.of("/run"))) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        String[] key = Files.readString(directory.resolve("host_key.pub")).split(" ");
        Files.writeString(
                directory.resolve("known_hosts"),
                (Files.exists(directory.resolve("known_hosts"))
                                ? Files.readString(directory.resolve("known_hosts"))
                                : "")
                        + "[bastion.example.com]:" + port + " " + key[0] + " " + key[1] + "\n"
                        + "[127.0.0.1]:" + port + " " + key[0] + " " + key[1] + "\n");
        return InstalledServer.start(
                port, directory.resolve(name + ".log"), List.of(program, "-D", "-e", "-f", configuration.toString()));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private static void run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(InstalledServer.program(program)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
    }

    private SshTunnels.Builder tunnels(String config) throws IOException {
        Files.writeString(directory.resolve("config"), config);
        return SshTunnels.builder()
                .configFile(directory.resolve("config"))
                .knownHosts(directory.resolve("known_hosts"))
                .identities(List.of(directory.resolve("id_test")))
                .withoutAgent();
    }

    private String behindTheBastion() {
        return "Host db\n  HostName 127.0.0.1\n  ProxyJump bastion.example.com:"
                + sshd.address().getPort() + "\n";
    }

    private static HappyConnector connector(SshTunnels tunnels) {
        return HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of("bastion.example.com", List.of(ipv4(1)))))
                .connectTimeout(Duration.ofSeconds(60))
                .route(tunnels)
                .build();
    }

    private static void echoes(Socket socket) throws IOException {
        byte[] text = "select 1;".repeat(1_000).getBytes();
        socket.getOutputStream().write(text);
        assertThat(socket.getInputStream().readNBytes(text.length)).isEqualTo(text);
    }

    @Test
    void aDatabaseBehindItIsReached() throws Exception {
        try (EchoServer database = new EchoServer();
                SshTunnels tunnels = tunnels(behindTheBastion()).build();
                HappyConnector connector = connector(tunnels);
                Socket socket = connector.connect("db", database.address().getPort())) {
            echoes(socket);
        }
    }

    @Test
    void eachDirectionEndsByItself() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.getOutputStream().write(7);
                    connection.shutdownOutput();
                    if (connection.getInputStream().read() == 9
                            && connection.getInputStream().read() < 0) {
                        received.countDown();
                    }
                });
                SshTunnels tunnels = tunnels(behindTheBastion()).build();
                HappyConnector connector = connector(tunnels);
                Socket socket = connector.connect("db", server.address().getPort())) {
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(-1);
            socket.getOutputStream().write(9);
            socket.shutdownOutput();
            assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void fiveHundredConnectionsAtOnceShareOneSession() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Socket> sockets = new ArrayList<>();
        try (EchoServer database = new EchoServer();
                SshTunnels tunnels = tunnels(behindTheBastion()).build();
                HappyConnector connector = connector(tunnels)) {
            List<Future<Socket>> connecting = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                connecting.add(threads.submit(
                        () -> connector.connect("db", database.address().getPort())));
            }
            for (Future<Socket> each : connecting) {
                sockets.add(each.get(120, TimeUnit.SECONDS));
            }
            List<Future<?>> echoing = new ArrayList<>();
            for (Socket socket : sockets) {
                echoing.add(threads.submit(() -> {
                    echoes(socket);
                    return null;
                }));
            }
            for (Future<?> each : echoing) {
                each.get(120, TimeUnit.SECONDS);
            }
            assertThat(sshd.log().split("Accepted publickey")).hasSize(2);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void ofTwoJumpHostsTheDeadOneIsLeftBehind() throws Exception {
        try (EchoServer database = new EchoServer();
                BlackHole dead = new BlackHole(ipv4(2), 0);
                SshTunnels tunnels = tunnels(behindTheBastion()
                                + "Host db-via-dead\n  HostName 127.0.0.1\n  ProxyJump dead.example.com:"
                                + dead.address().getPort() + "\n")
                        .build();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(StaticHosts.of(
                                Map.of("bastion.example.com", List.of(ipv4(1)), "dead.example.com", List.of(ipv4(2)))))
                        .connectTimeout(Duration.ofSeconds(60))
                        .route(Aliases.of(Map.of("orders-db", List.of("db-via-dead", "db"))))
                        .route(tunnels)
                        .build()) {
            long before = System.nanoTime();
            try (Socket socket =
                    connector.connect("orders-db", database.address().getPort())) {
                assertThat(System.nanoTime() - before)
                        .isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(30));
                echoes(socket);
            }
        }
    }

    @Test
    void okHttpAndADriverWithASocketFactoryGoThroughIt() throws Exception {
        try (EchoServer database = new EchoServer();
                MockWebServer http = new MockWebServer();
                SshTunnels tunnels = tunnels(behindTheBastion()).build();
                HappyConnector connector = connector(tunnels);
                Socket driver = connector.socketFactory().createSocket()) {
            http.enqueue(new MockResponse.Builder().body("hello").build());
            http.start(ipv4(1), 0);
            OkHttpClient client = HappyConnectOkHttp.of(connector)
                    .applyTo(new OkHttpClient.Builder())
                    .build();
            try (Response response = client.newCall(new Request.Builder()
                            .url("http://db:" + http.getPort())
                            .build())
                    .execute()) {
                assertThat(response.body().string()).isEqualTo("hello");
            } finally {
                client.connectionPool().evictAll();
                client.dispatcher().executorService().shutdown();
            }
            driver.setTcpNoDelay(true);
            driver.connect(
                    InetSocketAddress.createUnresolved("db", database.address().getPort()), 60_000);
            echoes(driver);
            assertThat(sshd.log().split("Accepted publickey")).hasSize(2);
        }
    }

    @Test
    void aServerThatDiesInTheMiddleEndsTheTransfer() throws Exception {
        try (EchoServer database = new EchoServer();
                SshTunnels tunnels = tunnels(behindTheBastion()).build();
                HappyConnector connector = connector(tunnels);
                Socket socket = connector.connect("db", database.address().getPort())) {
            echoes(socket);
            sshd.close();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("the SSH tunnel has ended");
        }
    }

    @Test
    void aServerThatHangsIsGivenUpAfterThreeSignsOfLifeWithoutAnAnswer() throws Exception {
        try (EchoServer database = new EchoServer();
                SshTunnels tunnels = tunnels(behindTheBastion())
                        .keepAlive(Duration.ofSeconds(1))
                        .build();
                HappyConnector connector = connector(tunnels);
                Socket socket = connector.connect("db", database.address().getPort())) {
            echoes(socket);
            sshd.freeze();
            long before = System.nanoTime();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("the SSH tunnel has ended");
            assertThat(System.nanoTime() - before).isBetween(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(60));
        }
    }

    @Test
    void oneBehindAnotherIsReachedThroughIt() throws Exception {
        try (EchoServer database = new EchoServer();
                InstalledServer inner = sshd("inner");
                SshTunnels tunnels = tunnels("Host db\n  HostName 127.0.0.1\n  ProxyJump bastion.example.com:"
                                + sshd.address().getPort() + ",127.0.0.1:"
                                + inner.address().getPort())
                        .build();
                HappyConnector connector = connector(tunnels);
                Socket socket = connector.connect("db", database.address().getPort())) {
            echoes(socket);
            assertThat(inner.log()).contains("Accepted publickey");
        }
    }

    @Test
    void theAgentOfOpenSshLogsIn() throws Exception {
        Path socketFile = directory.resolve("agent");
        Process agent = new ProcessBuilder(InstalledServer.program("ssh-agent"), "-D", "-a", socketFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!Files.exists(socketFile) && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            ProcessBuilder add = new ProcessBuilder(InstalledServer.program("ssh-add"), file("id_test"));
            add.environment().put("SSH_AUTH_SOCK", socketFile.toString());
            assertThat(add.start().waitFor()).isZero();
            try (EchoServer database = new EchoServer();
                    SshTunnels tunnels = tunnels(behindTheBastion())
                            .identities(List.of(directory.resolve("none")))
                            .agent(socketFile)
                            .build();
                    HappyConnector connector = connector(tunnels);
                    Socket socket = connector.connect("db", database.address().getPort())) {
                echoes(socket);
            }
        } finally {
            agent.destroyForcibly().waitFor();
        }
    }
}
