package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Races on real sockets over loopback. */
@LeaksNothing
class HappyConnectorTest {

    private final RecordingListener listener = new RecordingListener();

    private HappyConnector connector(List<InetAddress> addresses) {
        return builder(addresses).build();
    }

    private HappyConnectorBuilder builder(List<InetAddress> addresses) {
        return HappyConnector.builder().resolver(Names.all(addresses)).listener(listener);
    }

    private Stream<AttemptOutcome> outcomes() {
        return listener.onlyReport().attempts().stream().map(AttemptReport::outcome);
    }

    @Test
    void connectsToTheOnlyAddress() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = connector(host.addresses());
                Socket socket = connector.connect("one.test", host.port())) {
            assertThat(socket.getClass()).isEqualTo(Socket.class);
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(1));
            assertThat(socket.getChannel()).isNull();
            echo(socket);
        }
        assertThat(outcomes()).containsExactly(AttemptOutcome.WON);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void goesOnToTheNextAddressWhenOneRefuses() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .connectionAttemptDelay(Duration.ofSeconds(9))
                        .build();
                Socket socket = connector.connect("two.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            echo(socket);
        }
        assertThat(outcomes()).containsExactly(AttemptOutcome.FAILED, AttemptOutcome.WON);
        assertThat(listener.onlyReport().elapsed()).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void startsTheNextAttemptOneDelayAfterAnAddressThatHangs() throws IOException {
        Duration delay = Duration.ofMillis(100);
        List<Duration> elapsed = new ArrayList<>();
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector =
                        builder(host.addresses()).connectionAttemptDelay(delay).build()) {
            for (int i = 0; i < 5; i++) {
                try (Socket socket = connector.connect("hole.test", host.port())) {
                    assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
                    echo(socket);
                }
            }
        }
        for (RaceReport report : listener.reports) {
            assertThat(report.attempts())
                    .extracting(AttemptReport::outcome)
                    .containsExactly(AttemptOutcome.LOST, AttemptOutcome.WON);
            Duration gap = report.attempts()
                    .get(1)
                    .startedAfter()
                    .minus(report.attempts().get(0).startedAfter());
            assertThat(gap).isGreaterThanOrEqualTo(delay);
            elapsed.add(report.elapsed());
        }
        // The machine may be busy with something else at times, but not five times in a row.
        assertThat(elapsed).anyMatch(time -> time.compareTo(delay.plusMillis(30)) < 0);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void racesPastABlackHoleAndARefusal() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .connectionAttemptDelay(Duration.ofMillis(50))
                        .build();
                Socket socket = connector.connect("broken.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(3));
            echo(socket);
        }
        assertThat(outcomes()).containsExactly(AttemptOutcome.LOST, AttemptOutcome.FAILED, AttemptOutcome.WON);
    }

    @Test
    void saysWhatEveryAddressSaidWhenAllRefuse() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .refusing(ipv4(2))
                        .refusing(ipv4(3))
                        .open();
                HappyConnector connector = connector(host.addresses())) {
            ConnectFailedException failure = catchThrowableOfType(
                    ConnectFailedException.class, () -> connector.connect("refused.test", host.port()));
            assertThat(withoutTimes(failure))
                    .isEqualTo("cannot connect to refused.test:" + host.port()
                            + ": 3 addresses tried, none connected; 127.0.0.1:" + host.port()
                            + ": Connection refused; 127.0.0.2:" + host.port()
                            + ": Connection refused; 127.0.0.3:" + host.port() + ": Connection refused");
            assertThat(failure.getSuppressed())
                    .extracting(HappyConnectorTest::withoutTimes)
                    .containsExactly(
                            "127.0.0.1:" + host.port() + ": Connection refused",
                            "127.0.0.2:" + host.port() + ": Connection refused",
                            "127.0.0.3:" + host.port() + ": Connection refused");
            assertThat(failure.report()).isSameAs(listener.onlyReport());
            assertThat(failure.report().outcome()).isEqualTo(RaceOutcome.FAILED);
        }
    }

    @Test
    void endsAtTheDeadlineWhenEveryAddressHangs() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .blackHole(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .connectionAttemptDelay(Duration.ofMillis(50))
                        .connectTimeout(Duration.ofMillis(200))
                        .build()) {
            ConnectTimeoutException failure = catchThrowableOfType(
                    ConnectTimeoutException.class, () -> connector.connect("holes.test", host.port()));
            assertThat(failure)
                    .hasMessageMatching("cannot connect to holes.test:" + host.port()
                            + ": timed out after 200 ms, 2 addresses tried, 2 without an answer, 0 failed"
                            + "; 127.0.0.1:" + host.port() + ": no answer after \\d+ ms"
                            + "; 127.0.0.2:" + host.port() + ": no answer after \\d+ ms");
            assertThat(failure.getSuppressed()).hasSize(2);
            assertThat(failure.report().elapsed()).isBetween(Duration.ofMillis(200), Duration.ofMillis(1_000));
        }
        assertThat(outcomes()).containsExactly(AttemptOutcome.TIMED_OUT, AttemptOutcome.TIMED_OUT);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void theDeadlineReachesASingleCandidateThatHangs() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = connector(host.addresses())) {
            ConnectOptions options = ConnectOptions.defaults().withTimeout(Duration.ofMillis(100));
            ConnectTimeoutException failure = catchThrowableOfType(
                    ConnectTimeoutException.class,
                    () -> connector.connect(Target.of("127.0.0.1", host.port()), options));
            assertThat(failure.report().elapsed()).isBetween(Duration.ofMillis(100), Duration.ofMillis(1_000));
        }
    }

    @Test
    void anAttemptTimeoutGivesUpOneAttemptAndNotTheRace() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .maxConcurrentAttempts(1)
                        .attemptTimeout(Duration.ofMillis(80))
                        .build();
                Socket socket = connector.connect("hole.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(outcomes()).containsExactly(AttemptOutcome.TIMED_OUT, AttemptOutcome.WON);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void aPerCallDelayReplacesTheConnectorsOwn() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .connectionAttemptDelay(Duration.ofSeconds(60))
                        .connectTimeout(Duration.ofSeconds(30))
                        .build();
                Socket socket = connector.connect(
                        Target.of("hole.test", host.port()),
                        ConnectOptions.defaults().withConnectionAttemptDelay(Duration.ofMillis(20)))) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(listener.onlyReport().connectionAttemptDelay()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void optionsAndLocalAddressReachTheSocketBeforeItConnects() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder(host.addresses())
                        .socketOption(StandardSocketOptions.TCP_NODELAY, true)
                        .localAddresses(ipv4(9))
                        .build();
                Socket socket = connector.connect("one.test", host.port())) {
            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(socket.getLocalAddress()).isEqualTo(ipv4(9));
        }
    }

    @Test
    void throwingListenersAreNotFelt() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(host.addresses())
                        .listener(new io.happyconnect.observe.RaceListener() {
                            @Override
                            public void attemptStarted(
                                    io.happyconnect.observe.RaceStart race,
                                    int index,
                                    io.happyconnect.candidate.Candidate candidate) {
                                throw new AssertionError("listener");
                            }
                        })
                        .build();
                Socket socket = connector.connect("two.test", host.port())) {
            echo(socket);
        }
        assertThat(listener.complaints()).isEmpty();
    }

    /** A busy machine may take more than a millisecond for a refusal, and then the message says so. */
    private static String withoutTimes(Throwable failure) {
        return failure.getMessage().replaceAll(" after \\d+(\\.\\d+)? m?s", "");
    }

    private static void echo(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
}
