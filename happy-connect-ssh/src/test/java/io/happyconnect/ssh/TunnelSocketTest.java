package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.HappyConnector;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The socket of a tunnel behaves as a socket must. */
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {"CompletableFutureDelayScheduler", "sshd-TcpIpServerChannel-ConnectorCleanup"})
class TunnelSocketTest {

    @TempDir
    private Path directory;

    private SshSite site;
    private EmbeddedSshd bastion;
    private HappyConnector connector;

    @BeforeEach
    void open() throws Exception {
        site = new SshSite(directory);
        bastion = new EmbeddedSshd().letsIn(site.key().getPublic());
        site.host("bastion.example.com", ipv4(1))
                .knownHosts(bastion.knownAs("bastion.example.com"))
                .config("Host db\n  HostName 127.0.0.1\n  ProxyJump bastion.example.com:"
                        + bastion.address().getPort());
        connector = site.builder().build();
    }

    @AfterEach
    void close() throws Exception {
        connector.close();
        site.close();
        bastion.close();
    }

    private Socket connect(InetSocketAddress to) throws IOException {
        return connector.connect("db", to.getPort());
    }

    @Test
    void itSaysWhereItLeads() throws Exception {
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.isBound()).isTrue();
            assertThat(socket.isClosed()).isFalse();
            assertThat(socket.getPort()).isEqualTo(echo.address().getPort());
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(1));
            assertThat(socket.getLocalSocketAddress()).isNotNull();
            assertThat(socket.toString()).contains("port=" + echo.address().getPort());
        }
    }

    @Test
    void theEndOfWhatIsWrittenArrivesAndTheOtherDirectionStaysOpen() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    byte[] all = connection.getInputStream().readAllBytes();
                    connection.getOutputStream().write(("got " + all.length).getBytes());
                });
                Socket socket = connect(server.address())) {
            socket.getOutputStream().write(new byte[1234]);
            socket.shutdownOutput();
            assertThat(socket.isOutputShutdown()).isTrue();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("got 1234");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> socket.getOutputStream().write(1));
        }
    }

    @Test
    void theEndFromTheOtherSideIsAnEndForEver() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        connection -> connection.getOutputStream().write(7));
                Socket socket = connect(server.address())) {
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo(7);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aReadTimeoutLeavesTheSocketUsable() throws Exception {
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            socket.setSoTimeout(100);
            long before = System.nanoTime();
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            assertThat(System.nanoTime() - before)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.SECONDS.toNanos(20));
            socket.setSoTimeout(0);
            socket.getOutputStream().write(5);
            assertThat(socket.getInputStream().read()).isEqualTo(5);
        }
    }

    @Test
    void aCloseFromAnotherThreadEndsARead() throws Exception {
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            FutureTask<Integer> reading = blocked(() -> socket.getInputStream().read(), "TunnelChannel", "read");
            socket.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> reading.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(SocketException.class)
                    .withMessageContaining("Socket closed");
        }
    }

    @Test
    void aCloseFromAnotherThreadEndsAWrite() throws Exception {
        try (ScriptedServer deaf =
                        new ScriptedServer(connection -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2)));
                Socket socket = connect(deaf.address())) {
            FutureTask<Integer> writing = blocked(
                    () -> {
                        byte[] block = new byte[1 << 20];
                        for (int i = 0; i < 200; i++) {
                            socket.getOutputStream().write(block);
                        }
                        return 0;
                    },
                    "RemoteWindow",
                    "waitFor");
            socket.close();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> writing.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(SocketException.class);
        }
    }

    private interface Call {
        int call() throws IOException;
    }

    private static FutureTask<Integer> blocked(Call call, String type, String method) {
        FutureTask<Integer> task = new FutureTask<>(call::call);
        Thread thread = new Thread(task, "blocked");
        thread.setDaemon(true);
        thread.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isIn(thread, type, method)) {
            if (System.nanoTime() - deadline > 0 || task.isDone()) {
                throw new AssertionError("not blocked in " + type + "." + method);
            }
            LockSupport.parkNanos(1_000_000);
        }
        return task;
    }

    private static boolean isIn(Thread thread, String type, String method) {
        boolean waits = thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (waits
                    && frame.getClassName().contains(type)
                    && frame.getMethodName().startsWith(method)) {
                return true;
            }
        }
        return false;
    }

    /** Calls until it is interrupted, and says so. */
    private static int interrupted(Call call, CompletableFuture<Thread> thread, String what) throws IOException {
        thread.complete(Thread.currentThread());
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(call::call)
                .withMessage("interrupted while " + what + " an SSH tunnel");
        return Thread.interrupted() ? 1 : 0;
    }

    @Test
    void anInterruptEndsAWriteThatWaitsAndStaysPending() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        try (ScriptedServer deaf = new ScriptedServer(connection -> {
                    while (mayEnd.getCount() > 0) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    }
                });
                Socket socket = connect(deaf.address())) {
            Call writes = () -> {
                for (int i = 0; i < 200; i++) {
                    socket.getOutputStream().write(new byte[1 << 20]);
                }
                return 0;
            };
            FutureTask<Integer> writing =
                    blocked(() -> interrupted(writes, thread, "writing to"), "RemoteWindow", "waitFor");
            thread.get().interrupt();
            try {
                assertThat(writing.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            } finally {
                mayEnd.countDown();
            }
        }
    }

    @Test
    void anInterruptEndsAReadThatWaitsStaysPendingAndLosesNothing() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            InputStream in = socket.getInputStream();
            FutureTask<Integer> reading =
                    blocked(() -> interrupted(in::read, thread, "reading from"), "TunnelChannel", "read");
            thread.get().interrupt();
            assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            socket.getOutputStream().write(5);
            assertThat(in.read()).isEqualTo(5);
        }
    }

    @Test
    void aClosedSocketSaysSoAndClosingTwiceDoesNothing() throws Exception {
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            socket.close();
            socket.close();
            assertThat(socket.isClosed()).isTrue();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(in::read)
                    .withMessage("Socket closed");
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> out.write(1));
            assertThatExceptionOfType(SocketException.class).isThrownBy(socket::getInputStream);
        }
    }

    @Test
    void theCloseArrivesOnTheOtherSide() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            if (connection.getInputStream().read() < 0) {
                ended.countDown();
            }
        })) {
            connect(server.address()).close();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void megabytesArriveAsTheyWereSentWhateverTheWindow() throws Exception {
        byte[] sent = new byte[20 << 20];
        new Random(1).nextBytes(sent);
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            FutureTask<Void> writing = new FutureTask<>(() -> {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
                return null;
            });
            Thread writer = new Thread(writing);
            writer.start();
            byte[] received = socket.getInputStream().readNBytes(sent.length);
            assertThat(java.util.Arrays.equals(received, sent)).isTrue();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            writing.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoDoesNotReadHoldsUpTheSenderAndNobodyElse() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ScriptedServer flood = new ScriptedServer(connection -> {
                    byte[] block = new byte[64 * 1024];
                    for (int i = 0; i < 1600 && mayEnd.getCount() > 0; i++) {
                        connection.getOutputStream().write(block);
                        sent.addAndGet(block.length);
                    }
                });
                EchoServer echo = new EchoServer();
                Socket idle = connect(flood.address());
                Socket busy = connect(echo.address())) {
            for (int i = 0; i < 200; i++) {
                busy.getOutputStream().write(i);
                assertThat(busy.getInputStream().read()).isEqualTo(i & 0xff);
            }
            assertThat(sent.get()).isLessThan(100L << 20);
            assertThat(idle.getInputStream().available()).isLessThanOrEqualTo(idle.getReceiveBufferSize());
            mayEnd.countDown();
        }
    }

    @Test
    void whatArrivesAfterTheInputIsShutIsThrownAway() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    connection.getOutputStream().write(new byte[10 << 20]);
                    all.countDown();
                });
                Socket socket = connect(server.address())) {
            InputStream in = socket.getInputStream();
            socket.shutdownInput();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void optionsAreRemembered() throws Exception {
        try (EchoServer echo = new EchoServer();
                Socket socket = connect(echo.address())) {
            socket.setTcpNoDelay(false);
            socket.setKeepAlive(true);
            socket.setSoLinger(true, 3);
            socket.setReuseAddress(true);
            socket.setTrafficClass(8);
            assertThat(socket.getTcpNoDelay()).isFalse();
            assertThat(socket.getKeepAlive()).isTrue();
            assertThat(socket.getSoLinger()).isEqualTo(3);
            assertThat(socket.getReceiveBufferSize()).isPositive();
            assertThat(socket.getSendBufferSize()).isPositive();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> socket.sendUrgentData(1));
        }
    }

    @Test
    void tlsGoesOnTop() throws Exception {
        HeldCertificate certificate =
                new HeldCertificate.Builder().addSubjectAlternativeName("db").build();
        HandshakeCertificates ofTheServer =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        HandshakeCertificates ofTheClient = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        try (ScriptedServer server = new ScriptedServer(connection -> {
                    SSLSocket tls = (SSLSocket) ofTheServer
                            .sslContext()
                            .getSocketFactory()
                            .createSocket(connection, null, connection.getPort(), false);
                    tls.setUseClientMode(false);
                    tls.getInputStream().transferTo(tls.getOutputStream());
                    tls.close();
                });
                Socket socket = connect(server.address());
                SSLSocket tls = (SSLSocket) ofTheClient
                        .sslSocketFactory()
                        .createSocket(socket, "db", server.address().getPort(), true)) {
            byte[] text = "select 1".repeat(10_000).getBytes();
            FutureTask<Void> writing = new FutureTask<>(() -> {
                tls.getOutputStream().write(text);
                return null;
            });
            new Thread(writing).start();
            assertThat(tls.getInputStream().readNBytes(text.length)).isEqualTo(text);
            writing.get(20, TimeUnit.SECONDS);
        }
    }
}
