package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Aliases and addresses in one race. */
@LeaksNothing(exceptThreads = {"CompletableFutureDelayScheduler", "ForkJoinPool"})
class AliasRaceTest {

    private static final Resolver NAMES = StaticHosts.of(Map.of(
            "one.example.com",
            List.of(ipv4(1)),
            "two.example.com",
            List.of(ipv4(2)),
            "three.example.com",
            List.of(ipv4(3))));

    private final RecordingListener listener = new RecordingListener();

    private HappyConnector connector(Map<String, List<String>> aliases) {
        return HappyConnector.builder()
                .listener(listener)
                .connectionAttemptDelay(Duration.ofMillis(50))
                .preferredFamily(AddressFamily.IPV4)
                .resolver(NAMES)
                .route(Aliases.of(aliases))
                .build();
    }

    @Test
    void everyTargetOfAnAliasTakesPartInOneRace() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = connector(Map.of(
                        "db", List.of("primary", "127.0.0.3"),
                        "primary", List.of("one.example.com", "two.example.com")))) {
            long before = System.nanoTime();
            try (Socket socket = connector.connect("db", host.port())) {
                assertThat(socket.getInetAddress()).isEqualTo(ipv4(3));
            }
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(listener.onlyReport().attempts())
                .extracting(AttemptReport::outcome)
                .containsExactly(AttemptOutcome.LOST, AttemptOutcome.FAILED, AttemptOutcome.WON);
        assertThat(listener.onlyReport().summary()).contains("via 127.0.0.3:").contains("(db -> 127.0.0.3)");
        assertThat(listener.onlyReport().attempts().get(1).describe())
                .contains("(db -> primary -> two.example.com): Connection refused");
        assertThat(listener.onlyReport().format()).contains("(db -> primary -> one.example.com)");
    }

    @Test
    void anAliasMayGoToAnotherPort() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = connector(Map.of(
                        "db", List.of("one.example.com:" + server.address().getPort())));
                Socket socket = connector.connect("DB.", 1)) {
            assertThat(socket.getPort()).isEqualTo(server.address().getPort());
        }
    }

    @Test
    void aNameThatIsNoAliasAndALiteralAreWhatTheyAre() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = connector(Map.of("db", List.of("two.example.com")))) {
            int port = server.address().getPort();
            try (Socket byName = connector.connect("one.example.com", port);
                    Socket byLiteral = connector.connect("127.0.0.1", port)) {
                assertThat(byName.getPort()).isEqualTo(byLiteral.getPort());
            }
        }
        assertThat(listener.reports)
                .allSatisfy(report -> assertThat(report.summary()).doesNotContain("->"));
    }

    @Test
    void theErrorSaysWhichNameFailed() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .refusing(ipv4(2))
                        .open();
                HappyConnector connector = connector(Map.of("db", List.of("one.example.com", "two.example.com")))) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", host.port()));

            assertThat(failure)
                    .hasMessageContaining("2 addresses tried")
                    .hasMessageContaining("(db -> one.example.com): Connection refused");
            assertThat(failure.getSuppressed()[1]).hasMessageContaining("(db -> two.example.com)");
        }
    }

    @Test
    void aTargetThatIsNotFoundIsNamedWithItsAlias() {
        Resolver unknown = (target, answers) -> {
            answers.failed(new UnknownHostException(target.host() + ": Name or service not known"));
            answers.done();
            return io.happyconnect.resolve.Lookup.ended();
        };
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(unknown)
                .route(Aliases.of(Map.of("db", List.of("a.example.com", "b.example.com"))))
                .build()) {
            UnresolvedTargetException failure =
                    catchThrowableOfType(UnresolvedTargetException.class, () -> connector.connect("db", 1));

            assertThat(failure)
                    .hasMessage("no address to connect to for db: db -> a.example.com: Name or service not known;"
                            + " db -> b.example.com: Name or service not known");
        }
    }

    @Test
    void aTargetThatIsNeverFoundHoldsUpNobodyLong() throws IOException {
        Resolver silentForOne = (target, answers) -> target.host().equals("one.example.com")
                ? io.happyconnect.resolve.Lookup.ended()
                : NAMES.resolve(target, answers);
        try (EchoServer server = new EchoServer(ipv4(2), 0);
                HappyConnector connector = HappyConnector.builder()
                        .resolver(silentForOne)
                        .preferredFamily(AddressFamily.IPV4)
                        .route(Aliases.of(Map.of("db", List.of("one.example.com", "two.example.com"))))
                        .build()) {
            long before = System.nanoTime();
            try (Socket socket = connector.connect("db", server.address().getPort())) {
                assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            }
            assertThat(System.nanoTime() - before)
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Test
    void theDeadlineCancelsEveryLookup() {
        Names.Silent silent = new Names.Silent();
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(silent)
                .connectTimeout(Duration.ofMillis(50))
                .route(Aliases.of(Map.of("db", List.of("a", "b"))))
                .build()) {
            assertThatExceptionOfType(ConnectTimeoutException.class).isThrownBy(() -> connector.connect("db", 1));
        }
        assertThat(silent.lookups).hasValue(2);
        assertThat(silent.cancellations).hasValue(2);
    }

    @Test
    void addressesThatAreGivenAskNoAlias() throws IOException {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = connector(Map.of("db", List.of("192.0.2.1")));
                Socket socket = connector.connect(
                        io.happyconnect.name.Target.of("db", server.address().getPort()),
                        ConnectOptions.defaults().withAddresses(List.of(ipv4(1))))) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aLookupGivesTheAddressesOfAnAlias() throws IOException {
        try (HappyConnector connector = connector(Map.of("db", List.of("one.example.com", "127.0.0.9")))) {
            assertThat(connector.lookup("db")).containsExactly(ipv4(1), ipv4(9));
        }
    }

    @Test
    void aLookupRefusesAnAliasWithAPortOfItsOwn() {
        try (HappyConnector connector = connector(Map.of("db", List.of("one.example.com:5433")))) {
            UnresolvedTargetException failure =
                    catchThrowableOfType(UnresolvedTargetException.class, () -> connector.lookup("db"));
            assertThat(failure).hasMessageContaining("a port of its own");
        }
    }
}
