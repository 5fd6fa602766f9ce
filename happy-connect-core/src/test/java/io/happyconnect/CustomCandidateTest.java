package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A candidate that is no address takes part like one: it connects, wins, loses, fails and is cancelled. */
@LeaksNothing
class CustomCandidateTest {

    private final RecordingListener listener = new RecordingListener();

    /** A tunnel that really connects, after it was told to. */
    private static final class Tunnel implements DialableCandidate {

        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch cancelled = new CountDownLatch(1);
        final CountDownLatch opened = new CountDownLatch(1);
        final AtomicInteger cancellations = new AtomicInteger();
        private final @Nullable InetSocketAddress end;

        Tunnel(@Nullable InetSocketAddress end) {
            this.end = end;
        }

        @Override
        public io.happyconnect.candidate.@Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return false;
        }

        @Override
        public Dial newDial() {
            return new Dial() {
                @Override
                public Socket connect() throws IOException {
                    started.countDown();
                    try {
                        opened.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    if (cancelled.getCount() == 0) {
                        throw new SocketException("tunnel cancelled");
                    }
                    if (end == null) {
                        throw new IOException("no such tunnel");
                    }
                    return new Socket(end.getAddress(), end.getPort());
                }

                @Override
                public void cancel() {
                    cancellations.incrementAndGet();
                    cancelled.countDown();
                    opened.countDown();
                }
            };
        }

        @Override
        public String toString() {
            return "tunnel";
        }
    }

    private HappyConnectorBuilder builder() {
        return HappyConnector.builder().listener(listener).connectionAttemptDelay(Duration.ofMillis(20));
    }

    @Test
    void winsAlone() throws IOException {
        try (EchoServer server = new EchoServer()) {
            Tunnel tunnel = new Tunnel(server.address());
            tunnel.opened.countDown();
            try (HappyConnector connector =
                            builder().resolver(Names.bringing(tunnel)).build();
                    Socket socket = connector.connect("tunnel.test", 80)) {
                socket.getOutputStream().write(7);
                assertThat(socket.getInputStream().read()).isEqualTo(7);
            }
            assertThat(tunnel.cancellations).hasValue(0);
        }
        assertThat(listener.onlyReport().summary()).contains("via tunnel");
    }

    @Test
    void winsAgainstAnAddressThatHangs() throws IOException {
        try (EchoServer server = new EchoServer();
                LoopbackHost hole = LoopbackHost.builder().blackHole(ipv4(1)).open()) {
            Tunnel tunnel = new Tunnel(server.address());
            tunnel.opened.countDown();
            try (HappyConnector connector = builder()
                            .resolver(Names.bringing(new AddressCandidate(ipv4(1), hole.port()), tunnel))
                            .build();
                    Socket socket = connector.connect("tunnel.test", hole.port())) {
                assertThat(socket.getPort()).isEqualTo(server.address().getPort());
            }
        }
        outcomesAre(AttemptOutcome.LOST, AttemptOutcome.WON);
    }

    @Test
    void losesAndIsCancelledOnce() throws IOException {
        try (LoopbackHost good = LoopbackHost.builder().echoing(ipv4(1)).open()) {
            Tunnel tunnel = new Tunnel(null);
            try (HappyConnector connector = builder()
                            .resolver(Names.bringing(tunnel, new AddressCandidate(ipv4(1), good.port())))
                            .preferredFamily(io.happyconnect.candidate.AddressFamily.IPV6)
                            .build();
                    Socket socket = connector.connect("tunnel.test", good.port())) {
                assertThat(socket.getPort()).isEqualTo(good.port());
            }
            assertThat(tunnel.cancellations).hasValue(1);
        }
        outcomesAre(AttemptOutcome.LOST, AttemptOutcome.WON);
    }

    @Test
    void failsAndTheNextIsTried() throws IOException {
        try (LoopbackHost good = LoopbackHost.builder().echoing(ipv4(1)).open()) {
            Tunnel tunnel = new Tunnel(null);
            tunnel.opened.countDown();
            try (HappyConnector connector = builder()
                            .resolver(Names.bringing(tunnel, new AddressCandidate(ipv4(1), good.port())))
                            .build();
                    Socket socket = connector.connect("tunnel.test", good.port())) {
                assertThat(socket.getPort()).isEqualTo(good.port());
            }
        }
        outcomesAre(AttemptOutcome.FAILED, AttemptOutcome.WON);
    }

    @Test
    void isCancelledAtTheDeadline() {
        Tunnel tunnel = new Tunnel(null);
        try (HappyConnector connector = builder()
                .resolver(Names.bringing(tunnel))
                .connectTimeout(Duration.ofMillis(500))
                .build()) {
            ConnectTimeoutException timeout =
                    catchThrowableOfType(ConnectTimeoutException.class, () -> connector.connect("tunnel.test", 80));
            assertThat(timeout.getSuppressed()).hasSize(1);
        }
        assertThat(tunnel.cancellations).hasValue(1);
        outcomesAre(AttemptOutcome.TIMED_OUT);
    }

    private void outcomesAre(AttemptOutcome... outcomes) {
        assertThat(listener.onlyReport().attempts())
                .extracting(AttemptReport::outcome)
                .containsExactly(outcomes);
        assertThat(listener.complaints()).isEmpty();
    }
}
