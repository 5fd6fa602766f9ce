package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A first attempt that is made before there is a race, because the name is known and nobody listens, keeps the promises of one
 * that is made by a race.
 */
@LeaksNothing
class HeadStartTest {

    private static final Duration LONG = Duration.ofHours(1);

    /** Who hears of it decides whether there is a race from the beginning. */
    enum Heard {
        BY_NOBODY(RaceListener.NONE),
        BY_SOMEBODY(new RaceListener() {});

        final RaceListener listener;

        Heard(RaceListener listener) {
            this.listener = listener;
        }

        HappyConnectorBuilder builder(RememberedNames names) {
            return HappyConnector.builder()
                    .listener(listener)
                    .resolver(names)
                    .connectionAttemptDelay(Duration.ofMillis(40))
                    .connectTimeout(Duration.ofSeconds(30));
        }
    }

    private static RememberedNames names(LoopbackHost host) {
        return new RememberedNames(host.addresses());
    }

    private static InetAddress winner(HappyConnector connector, LoopbackHost host) throws IOException {
        try (SocketChannel channel = connector.connectChannel("head-start.test", host.port())) {
            assertThat(channel.isBlocking()).isTrue();
            return ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        }
    }

    private static RaceReport loss(
            Class<? extends IOException> type, HappyConnector connector, LoopbackHost host, ConnectOptions options) {
        Throwable thrown = catchThrowable(() -> connector
                .connectChannel(Target.of("head-start.test", host.port()), options)
                .close());
        assertThat(thrown).isInstanceOf(type);
        return ((ConnectFailure) thrown).report();
    }

    private static List<String> outcomes(RaceReport report) {
        return report.attempts().stream().map(HeadStartTest::outcome).toList();
    }

    private static String outcome(AttemptReport attempt) {
        return attempt.candidate().toString().replaceFirst(":.*", "") + " " + attempt.outcome();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstAddressThatConnectsAtOnceIsTheOnlyOneTried(Heard heard) throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector =
                        heard.builder(names(host)).maxSocketsInFlight(4).build()) {
            for (int i = 0; i < 20; i++) { // more than there are sockets, should one be lost each time
                assertThat(winner(connector, host)).isEqualTo(ipv4(1));
            }
        }
    }

    @Test
    void aResolverThatKnowsIsNotAsked() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open()) {
            RememberedNames names = names(host);
            try (HappyConnector connector = Heard.BY_NOBODY.builder(names).build()) {
                winner(connector, host);
                assertThat(names.lookups).hasValue(0);
                names.remember(List.of());
                loss(UnresolvedTargetException.class, connector, host, ConnectOptions.defaults());
                assertThat(names.lookups).hasValue(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSecondAddressIsTriedAtOnceWhenTheFirstRefuses(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = heard.builder(names(host))
                        .connectionAttemptDelay(LONG)
                        .maxSocketsInFlight(4)
                        .build()) {
            for (int i = 0; i < 20; i++) {
                assertThat(winner(connector, host)).isEqualTo(ipv4(2));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSecondAddressIsTriedAfterTheDelayWhenTheFirstIsSilent(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            for (int i = 0; i < 3; i++) {
                long begin = System.nanoTime();
                assertThat(winner(connector, host)).isEqualTo(ipv4(2));
                assertThat(System.nanoTime() - begin)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(40).toNanos());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostRaceSaysWhatWasTried(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .refusing(ipv4(2))
                        .open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            RaceReport report = loss(ConnectFailedException.class, connector, host, ConnectOptions.defaults());
            assertThat(outcomes(report)).containsExactly("127.0.0.1 FAILED", "127.0.0.2 FAILED");
            assertThat(report.attempts().get(0).failure()).hasMessageContaining("refused");
            assertThat(report.attempts().get(0).startedAfter()).isBetween(Duration.ZERO, report.elapsed());
            assertThat(report.answers()).hasSize(1);
            assertThat(report.answers().get(0).candidates()).hasSize(2);
            assertThat(report.start().target().host()).isEqualTo("head-start.test");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsTheFirstAttempt(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host))
                        .connectTimeout(Duration.ofMillis(60))
                        .build()) {
            RaceReport report = loss(ConnectTimeoutException.class, connector, host, ConnectOptions.defaults());
            assertThat(outcomes(report)).containsExactly("127.0.0.1 TIMED_OUT");
            assertThat(report.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTimeoutOfAnAttemptEndsTheFirst(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host))
                        .attemptTimeout(Duration.ofMillis(50))
                        .build()) {
            RaceReport report = loss(ConnectFailedException.class, connector, host, ConnectOptions.defaults());
            assertThat(outcomes(report)).containsExactly("127.0.0.1 TIMED_OUT");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptBeforehandEndsItBeforeAnythingIsTried(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            Thread.currentThread().interrupt();
            try {
                RaceReport report = loss(ConnectCancelledException.class, connector, host, ConnectOptions.defaults());
                assertThat(report.attempts()).isEmpty();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheFirstAttempt(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            BlockedCall<RaceReport> call = BlockedCall.of(
                    () -> loss(ConnectCancelledException.class, connector, host, ConnectOptions.defaults()));
            call.thread().interrupt();
            assertThat(call.result().attempts()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedConnectorTriesNothing(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            winner(connector, host);
            connector.close();
            RaceReport report = loss(ConnectCancelledException.class, connector, host, ConnectOptions.defaults());
            assertThat(report.attempts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheConnectorEndsTheFirstAttempt(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            BlockedCall<RaceReport> call = BlockedCall.of(
                    () -> loss(ConnectCancelledException.class, connector, host, ConnectOptions.defaults()));
            connector.close();
            assertThat(call.result().attempts()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCancellationHoldsForAPlanThatWasMadeBefore(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            winner(connector, host);
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();
            RaceReport report = loss(
                    ConnectCancelledException.class,
                    connector,
                    host,
                    ConnectOptions.defaults().withCancellation(cancellation));
            assertThat(report.attempts()).isEmpty();
            assertThat(winner(connector, host)).isEqualTo(ipv4(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itWaitsForASocketLikeEveryRace(Heard heard) throws Exception {
        try (LoopbackHost silent = LoopbackHost.builder().blackHole(ipv4(1)).open();
                LoopbackHost host = LoopbackHost.builder().echoing(ipv4(2)).open();
                HappyConnector connector = heard.builder(names(host))
                        .maxSocketsInFlight(2)
                        .connectTimeout(Duration.ofMillis(100))
                        .build()) {
            CompletableFuture<SocketChannel> inFlight = connector.connectAsync(
                    Target.of("silent.test", silent.port()),
                    ConnectOptions.defaults().withAddresses(silent.addresses()).withTimeout(Duration.ofSeconds(20)));
            RaceReport report = loss(ConnectTimeoutException.class, connector, host, ConnectOptions.defaults());
            assertThat(report.attempts()).isEmpty();
            inFlight.cancel(true);
            assertThat(winner(connector, host)).isEqualTo(ipv4(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherAnswerCountsAtOnce(Heard heard) throws Exception {
        try (LoopbackHost host =
                LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open()) {
            RememberedNames names = names(host);
            try (HappyConnector connector = heard.builder(names).build()) {
                assertThat(winner(connector, host)).isEqualTo(ipv4(1));
                names.remember(List.of(ipv4(2), ipv4(1)));
                assertThat(winner(connector, host)).isEqualTo(ipv4(2));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAddressThatAPolicyRefusesIsNotTried(Heard heard) throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = heard.builder(names(host))
                        .addressFilter(AddressPolicy.deny().denying("127.0.0.1"))
                        .build()) {
            assertThat(winner(connector, host)).isEqualTo(ipv4(2));
            assertThat(winner(connector, host)).isEqualTo(ipv4(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFilterThatChangesItsMindIsAskedEachTime(Heard heard) throws Exception {
        InetAddress[] refused = new InetAddress[1];
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = heard.builder(names(host))
                        .addressFilter(address -> !address.equals(refused[0]))
                        .build()) {
            assertThat(winner(connector, host)).isEqualTo(ipv4(1));
            refused[0] = ipv4(1);
            assertThat(winner(connector, host)).isEqualTo(ipv4(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFilterOfTheCallHoldsForAPlanThatWasMadeBefore(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host)).build()) {
            winner(connector, host);
            RaceReport report = loss(
                    UnresolvedTargetException.class,
                    connector,
                    host,
                    ConnectOptions.defaults().withAddressFilter(address -> false));
            assertThat(report.attempts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void localAddressesHold(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector =
                        heard.builder(names(host)).localAddresses(ipv4(9)).build()) {
            for (int i = 0; i < 2; i++) {
                try (SocketChannel channel = connector.connectChannel("head-start.test", host.port())) {
                    assertThat(((InetSocketAddress) channel.getLocalAddress()).getAddress())
                            .isEqualTo(ipv4(9));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAddressInDigitsHasACandidateAndNoAnswer(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host))
                        .connectTimeout(Duration.ofMillis(200))
                        .build()) {
            for (int i = 0; i < 2; i++) {
                try (SocketChannel channel = connector.connectChannel("127.0.0.1", host.port())) {
                    assertThat(channel.isConnected()).isTrue();
                }
            }
            Throwable thrown = catchThrowable(
                    () -> connector.connectChannel("127.0.0.3", host.port()).close());
            RaceReport report = ((ConnectFailure) thrown).report();
            assertThat(outcomes(report)).containsExactly("127.0.0.3 FAILED");
            assertThat(report.answers()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAddressInDigitsThatIsRefusedIsNotTried(Heard heard) throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = heard.builder(names(host))
                        .addressFilter(AddressPolicy.publicOnly())
                        .build()) {
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(() -> connector
                                .connectChannel("127.0.0.1", host.port())
                                .close()))
                        .isInstanceOf(UnresolvedTargetException.class)
                        .hasMessageContaining("loopback");
            }
        }
    }

    @Test
    void aListenerHearsWhatTheResolverKnew() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(names(host))
                        .listener(listener)
                        .build()) {
            winner(connector, host);
            assertThat(listener.onlyReport().answers()).hasSize(1);
            assertThat(outcomes(listener.onlyReport())).containsExactly("127.0.0.1 WON");
        }
        assertThat(listener.complaints()).isEmpty();
    }
}
