package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several connects at once, one for each address of a lookup, as OkHttp makes them with its fast fallback. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(30)
class SharedRaceTest {

    private static final int LONG = 20_000;

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
        assertThat(network.races.complaints()).isEmpty();
    }

    @Test
    void theConnectOfTheWinnerGetsItsSocketAndTheOthersTheirFailures() throws Exception {
        int port = network.site("site.test", blackHole(1), refusing(2), serving(3, Servers.saying("hello")));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");
        Connect first = new Connect(addresses.get(0), port, LONG);
        network.races.awaitAttempts(1);
        Connect second = new Connect(addresses.get(1), port, LONG);
        Connect third = new Connect(addresses.get(2), port, LONG);

        try (Socket winner = third.socket()) {
            assertThat(winner.getInetAddress()).isEqualTo(Loopback.ipv4(3));
        }

        assertThatThrownBy(first::socket)
                .isInstanceOf(OvertakenException.class)
                .hasMessageMatching("127.0.0.1:\\d+ had not answered after \\d+ ms when 127.0.0.3:\\d+ connected");
        assertThatThrownBy(second::socket)
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessage("Connection refused");
        assertThat(network.races.onlyReport().attempts()).hasSize(3);
    }

    @Test
    void anAddressThatHadNoTurnIsToldWhoConnectedBefore() throws Exception {
        int port = network.site("site.test", refusing(1), serving(2, Servers.saying("hello")), blackHole(3));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");
        Connect first = new Connect(addresses.get(0), port, LONG);
        assertThatThrownBy(first::socket).hasMessage("Connection refused");

        Connect third = new Connect(addresses.get(2), port, LONG);

        assertThatThrownBy(third::socket)
                .hasMessageMatching("127.0.0.2:\\d+ connected before 127.0.0.3:\\d+ was tried");
        new Connect(addresses.get(1), port, LONG).socket().close();
        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.CONNECTED);
    }

    @Test
    void closingTheSocketThatRunsTheRaceLeavesTheOthersTheirs() throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2), serving(3, Servers.saying("hello")));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");
        Connect first = new Connect(addresses.get(0), port, LONG);
        network.races.awaitAttempts(1);
        Connect third = new Connect(addresses.get(2), port, LONG);
        third.awaitBlocked();

        first.socket.close();

        assertThatThrownBy(first::socket).isInstanceOf(SocketException.class).hasMessage("Socket closed");
        try (Socket winner = third.socket()) {
            assertThat(winner.getInetAddress()).isEqualTo(Loopback.ipv4(3));
        }
        assertThat(network.races.reports())
                .extracting(report -> report.outcome())
                .containsExactly(RaceOutcome.CANCELLED, RaceOutcome.CONNECTED);
    }

    @Test
    void closingASocketThatWaitsLeavesTheRaceToTheOthers() throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2), serving(3, Servers.saying("hello")));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");
        Connect first = new Connect(addresses.get(0), port, LONG);
        network.races.awaitAttempts(1);
        Connect second = new Connect(addresses.get(1), port, LONG);
        second.awaitBlocked();

        second.socket.close();

        assertThatThrownBy(second::socket).isInstanceOf(SocketException.class).hasMessage("Socket closed");
        assertThatThrownBy(first::socket).isInstanceOf(OvertakenException.class);
        new Connect(addresses.get(2), port, LONG).socket().close();
        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.CONNECTED);
    }

    @Test
    void anInterruptEndsTheWaitOfOneConnect() throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");
        Connect first = new Connect(addresses.get(0), port, LONG);
        network.races.awaitAttempts(1);
        Connect second = new Connect(addresses.get(1), port, LONG);
        second.awaitBlocked();

        second.thread.interrupt();

        assertThatThrownBy(second::socket)
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("127.0.0.2:" + port);
        first.socket.close();
        assertThatThrownBy(first::socket).hasMessage("Socket closed");
    }

    @Test
    void aConnectWaitsNoLongerThanItsOwnTimeout() throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");
        Connect first = new Connect(addresses.get(0), port, LONG);
        network.races.awaitAttempts(1);
        Connect second = new Connect(addresses.get(1), port, 50);

        assertThatThrownBy(second::socket)
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("127.0.0.2:" + port + ": no answer within 50 ms");
        first.socket.close();
        assertThatThrownBy(first::socket).hasMessage("Socket closed");
    }

    @Test
    void oneLookupMayServeTwoPorts() throws Exception {
        int one = network.site("site.test", refusing(1), serving(2, Servers.saying("one")));
        int two = network.open(refusing(1), serving(2, Servers.saying("two")));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");

        assertThatThrownBy(new Connect(addresses.get(0), one, LONG)::socket).hasMessage("Connection refused");
        try (Socket socket = new Connect(addresses.get(1), two, LONG).socket()) {
            assertThat(socket.getPort()).isEqualTo(two);
        }
    }

    /** A connect on a thread of its own. */
    private final class Connect {

        final Socket socket;
        final Thread thread;
        private final FutureTask<Socket> task;

        Connect(InetAddress address, int port, int timeoutMillis) throws IOException {
            socket = network.happy.socketFactory().createSocket();
            task = new FutureTask<>(() -> {
                socket.connect(new InetSocketAddress(address, port), timeoutMillis);
                return socket;
            });
            thread = new Thread(task, "connect to " + address.getHostAddress());
            thread.start();
        }

        void awaitBlocked() {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        Socket socket() throws Exception {
            try {
                return task.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw (IOException) e.getCause();
            } catch (TimeoutException e) {
                throw new AssertionError(thread + " hangs", e);
            }
        }
    }
}
