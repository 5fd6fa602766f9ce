package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
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
                            + ": 3 addresses tried, none connected; 127.0.0.1:" + host.port() + ": Connection refused");
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
                    .hasMessage("cannot connect to holes.test:" + host.port()
                            + ": timed out after 200 ms, 2 addresses tried, 2 without an answer, 0 failed");
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
    void theDeadlineCoversNameResolution() {
        Names.Silent silent = new Names.Silent();
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(silent)
                .connectTimeout(Duration.ofMillis(60))
                .build()) {
            ConnectTimeoutException failure =
                    catchThrowableOfType(ConnectTimeoutException.class, () -> connector.connect("silent.test", 80));
            assertThat(failure)
                    .hasMessage(
                            "cannot connect to silent.test:80: timed out after 60 ms, the name had not been resolved");
        }
        assertThat(silent.cancellations).hasValue(1);
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
    void aLateAnswerJoinsTheRaceWhileTheCallerIsBlocked() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .resolver((target, answers) -> {
                            answers.found(
                                    Names.candidates(target, host.addresses().subList(0, 1)));
                            Thread late = new Thread(() -> {
                                answers.found(Names.candidates(target, host.addresses()));
                                answers.done();
                            });
                            late.start();
                            return Lookup.ended();
                        })
                        .build();
                Socket socket = connector.connect("late.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
    }

    @Test
    void aNameWithoutAddressesIsUnresolved() {
        try (HappyConnector connector = connector(List.of())) {
            UnresolvedTargetException failure =
                    catchThrowableOfType(UnresolvedTargetException.class, () -> connector.connect("empty.test", 80));
            assertThat(failure)
                    .hasMessage("no address to connect to for empty.test: the name has no addresses")
                    .isInstanceOf(UnknownHostException.class);
            assertThat(failure.report().outcome()).isEqualTo(RaceOutcome.UNRESOLVED);
        }
    }

    @Test
    void aFailedLookupIsUnresolvedAndSaysWhyPerFamily() {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver((target, answers) -> {
                    answers.failed(
                            io.happyconnect.candidate.AddressFamily.IPV6, new IOException("server failure (SERVFAIL)"));
                    answers.failed(
                            io.happyconnect.candidate.AddressFamily.IPV4, new IOException("no such name (NXDOMAIN)"));
                    answers.done();
                    return Lookup.ended();
                })
                .build()) {
            UnresolvedTargetException failure =
                    catchThrowableOfType(UnresolvedTargetException.class, () -> connector.connect("bad.test", 80));
            assertThat(failure)
                    .hasMessage(
                            "no address to connect to for bad.test: IPv4: no such name (NXDOMAIN); IPv6: server failure (SERVFAIL)");
            assertThat(failure.getSuppressed()).hasSize(2);
        }
    }

    @Test
    void aLiteralWithAScopeThatDoesNotExistIsUnresolved() {
        try (HappyConnector connector = connector(List.of())) {
            UnresolvedTargetException failure = catchThrowableOfType(
                    UnresolvedTargetException.class, () -> connector.connect("fe80::1%nowhere0", 80));
            assertThat(failure).hasMessageContaining("no network interface named 'nowhere0'");
            assertThat(failure.report().outcome()).isEqualTo(RaceOutcome.UNRESOLVED);
        }
    }

    @Test
    void aResolverThatThrowsIsAFailedLookup() {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver((target, answers) -> {
                    throw new IllegalStateException("registry down");
                })
                .build()) {
            assertThat(catchThrowableOfType(
                            UnresolvedTargetException.class, () -> connector.connect("registry.test", 80)))
                    .hasMessageContaining("registry down");
        }
    }

    @Test
    void theAddressFilterKeepsNamesLiteralsAndGivenAddressesFromBeingDialled() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder(host.addresses())
                        .addressFilter(address -> !address.equals(ipv4(1)))
                        .build()) {
            String refused = "no address to connect to for %s: its only address is refused: 127.0.0.1:" + host.port()
                    + " by the address filter";
            assertThat(catchThrowableOfType(
                            UnresolvedTargetException.class, () -> connector.connect("one.test", host.port())))
                    .hasMessage(refused.formatted("one.test"));
            assertThat(catchThrowableOfType(
                            UnresolvedTargetException.class, () -> connector.connect("127.0.0.1", host.port())))
                    .hasMessage(refused.formatted("127.0.0.1"));
            ConnectOptions given = ConnectOptions.defaults().withAddresses(host.addresses());
            assertThat(catchThrowableOfType(
                            UnresolvedTargetException.class,
                            () -> connector.connect(Target.of("given.test", host.port()), given)))
                    .hasMessage(refused.formatted("given.test"));
        }
        assertThat(listener.reports)
                .allSatisfy(report -> assertThat(report.attempts()).isEmpty());
    }

    @Test
    void aFilterThatThrowsRefuses() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder(host.addresses())
                        .addressFilter(address -> {
                            throw new IllegalStateException("bug");
                        })
                        .build()) {
            assertThat(catchThrowableOfType(
                            UnresolvedTargetException.class, () -> connector.connect("one.test", host.port())))
                    .isNotNull();
        }
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
    void lookupOrdersAndFiltersWithoutDialling() throws IOException {
        try (HappyConnector connector = builder(List.of(ipv4(1), ipv4(2), ipv4(3)))
                .addressFilter(address -> !address.equals(ipv4(2)))
                .build()) {
            assertThat(connector.lookup("three.test")).containsExactly(ipv4(1), ipv4(3));
            assertThat(connector.lookup("127.0.0.7")).containsExactly(ipv4(7));
        }
        assertThat(listener.reports).isEmpty();
    }

    @Test
    void aLookupIsHeardOfNamesAlone() throws IOException {
        List<String> heard = new ArrayList<>();
        RaceListener hearing = new RaceListener() {
            @Override
            public void raceStarted(RaceStart race) {
                heard.add("race to " + race.target().host());
            }

            @Override
            public void lookupStarted(RaceStart race) {
                heard.add("lookup of " + race.target().host());
            }
        };
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector =
                        builder(host.addresses()).listener(hearing).build()) {
            connector.connect("one.test", host.port()).close();
            connector.connect("127.0.0.1", host.port()).close();
            connector
                    .connect(
                            Target.of("given.test", host.port()),
                            ConnectOptions.defaults().withAddresses(List.of(ipv4(1))))
                    .close();
        }
        assertThat(heard)
                .containsExactly("race to one.test", "lookup of one.test", "race to 127.0.0.1", "race to given.test");
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
