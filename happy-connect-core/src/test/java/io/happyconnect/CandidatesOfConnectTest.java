package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a name to the addresses that may be dialled. */
@LeaksNothing
class CandidatesOfConnectTest {

    private final RecordingListener listener = new RecordingListener();

    private HappyConnector connector(List<InetAddress> addresses) {
        return builder(addresses).build();
    }

    private HappyConnectorBuilder builder(List<InetAddress> addresses) {
        return HappyConnector.builder().resolver(Names.all(addresses)).listener(listener);
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
}
