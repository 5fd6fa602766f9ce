package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static io.happyconnect.testsupport.Loopback.ipv6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a connector does otherwise for some targets. */
@LeaksNothing
class TargetOptionsTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final RecordingListener listener = new RecordingListener();

    private HappyConnectorBuilder builder(List<InetAddress> addresses) {
        return HappyConnector.builder()
                .resolver(Names.all(addresses))
                .connectionAttemptDelay(Duration.ofSeconds(60))
                .connectTimeout(Duration.ofSeconds(30))
                .listener(listener);
    }

    private static Function<Target, ConnectOptions> forHost(String host, ConnectOptions options) {
        return target -> target.host().equals(host) ? options : ConnectOptions.defaults();
    }

    private static LoopbackHost holeThenEcho() throws IOException {
        return LoopbackHost.builder().blackHole(ipv4(1)).echoing(ipv4(2)).open();
    }

    @Test
    void holdForConnect() throws IOException {
        try (LoopbackHost host = holeThenEcho();
                HappyConnector connector = builder(host.addresses())
                        .targetOptions(
                                forHost("hole.test", ConnectOptions.defaults().withConnectionAttemptDelay(SHORT)))
                        .build();
                Socket socket = connector.connect("hole.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(listener.onlyReport().connectionAttemptDelay()).isEqualTo(SHORT);
    }

    @Test
    void holdForSocketsOfTheFactory() throws IOException {
        try (LoopbackHost host = holeThenEcho();
                HappyConnector connector = builder(host.addresses())
                        .targetOptions(
                                forHost("hole.test", ConnectOptions.defaults().withConnectionAttemptDelay(SHORT)))
                        .build();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.connect(InetSocketAddress.createUnresolved("hole.test", host.port()), 20_000);
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(listener.onlyReport().connectionAttemptDelay()).isEqualTo(SHORT);
    }

    @Test
    void holdForLookups() throws IOException {
        ConnectOptions ipv4First =
                ConnectOptions.defaults().withRaceSettings(race -> race.preferredFamily(AddressFamily.IPV4));
        try (HappyConnector connector = builder(List.of(ipv6(), ipv4(1)))
                .preferredFamily(AddressFamily.IPV6)
                .targetOptions(forHost("old.test", ipv4First))
                .build()) {
            assertThat(connector.lookup("old.test")).containsExactly(ipv4(1), ipv6());
            assertThat(connector.lookup("new.test")).containsExactly(ipv6(), ipv4(1));
        }
    }

    @Test
    void leaveOtherTargetsAlone() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder(host.addresses())
                        .targetOptions(
                                forHost("hole.test", ConnectOptions.defaults().withConnectionAttemptDelay(SHORT)))
                        .build();
                Socket socket = connector.connect("other.test", host.port())) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(listener.onlyReport().connectionAttemptDelay()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void giveWayToWhatTheCallerAsksFor() throws IOException {
        ConnectOptions ofTheTarget = ConnectOptions.defaults()
                .withRaceSettings(race ->
                        race.connectionAttemptDelay(Duration.ofSeconds(50)).firstAddressFamilyCount(7))
                .withTimeout(Duration.ofSeconds(9))
                .withSocketOption(StandardSocketOptions.SO_KEEPALIVE, true)
                .withSocketOption(StandardSocketOptions.TCP_NODELAY, false);
        ConnectOptions ofTheCall = ConnectOptions.defaults()
                .withConnectionAttemptDelay(SHORT)
                .withSocketOption(StandardSocketOptions.TCP_NODELAY, true);
        try (LoopbackHost host = holeThenEcho();
                HappyConnector connector = builder(host.addresses())
                        .targetOptions(target -> ofTheTarget)
                        .build();
                Socket socket = connector.connect(Target.of("hole.test", host.port()), ofTheCall)) {
            assertThat(socket.getKeepAlive()).isTrue();
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
        assertThat(listener.onlyReport().connectionAttemptDelay()).isEqualTo(SHORT);
    }

    @Test
    void ofALaterFunctionGoBeforeThoseOfAnEarlierOne() {
        ConnectOptions all = ConnectOptions.defaults()
                .withTimeout(Duration.ofSeconds(2))
                .over(ConnectOptions.defaults()
                        .withTimeout(Duration.ofSeconds(1))
                        .withAddresses(List.of(ipv4(1))));

        assertThat(all.timeout()).contains(Duration.ofSeconds(2));
        assertThat(all.addresses()).containsExactly(ipv4(1));
    }

    @Test
    void ofSeveralFunctionsAddUp() throws IOException {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = builder(host.addresses())
                        .targetOptions(target ->
                                ConnectOptions.defaults().withAddressFilter(address -> !address.equals(ipv4(1))))
                        .targetOptions(target -> ConnectOptions.defaults()
                                .withConnectionAttemptDelay(SHORT)
                                .withAddressFilter(address -> true))
                        .build();
                Socket socket = connector.connect("two.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(listener.onlyReport().connectionAttemptDelay()).isEqualTo(SHORT);
    }

    @Test
    void canLimitAttemptsAtOnce() throws IOException {
        ConnectOptions oneByOne = ConnectOptions.defaults()
                .withRaceSettings(race -> race.connectionAttemptDelay(SHORT)
                        .maxConcurrentAttempts(1)
                        .attemptTimeout(Duration.ofMillis(80)));
        try (LoopbackHost host = holeThenEcho();
                HappyConnector connector = builder(host.addresses())
                        .targetOptions(target -> oneByOne)
                        .build();
                Socket socket = connector.connect("hole.test", host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        AttemptReport second = listener.onlyReport().attempts().get(1);
        assertThat(second.startedAfter()).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void refuseValuesThatCannotBeBeforeTheyAreUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ConnectOptions.defaults().withRaceSettings(race -> race.resolutionDelay(Duration.ofMillis(-1))))
                .withMessage("resolutionDelay must be 0 ms to 1 day, but is PT-0.001S");
    }

    @Test
    void mustNotBeNull() {
        try (HappyConnector connector =
                builder(List.of(ipv4(1))).targetOptions(target -> null).build()) {
            assertThatThrownBy(() -> connector.connect("any.test", 1))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("targetOptions gave null for any.test:1");
        }
        assertThatThrownBy(() -> HappyConnector.builder().targetOptions(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("targetOptions");
    }
}
