package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Races that have to wait for a socket. */
@LeaksNothing
class SocketLimitRaceTest {

    private final RecordingListener listener = new RecordingListener();
    private LoopbackHost good;
    private LoopbackHost slow;
    private LoopbackHost silent;

    @BeforeEach
    void open() throws IOException {
        good = LoopbackHost.builder().echoing(ipv4(1)).open();
        slow = LoopbackHost.builder().blackHole(ipv4(2)).echoing(ipv4(3)).open();
        silent = LoopbackHost.builder().blackHole(ipv4(4)).open();
    }

    @AfterEach
    void close() throws IOException {
        good.close();
        slow.close();
        silent.close();
    }

    private HappyConnectorBuilder builder(int limit) {
        return HappyConnector.builder()
                .listener(listener)
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(Duration.ofSeconds(60))
                .maxSocketsInFlight(limit);
    }

    private static Target target(LoopbackHost host) {
        return Target.of("limit.test", host.port());
    }

    private static ConnectOptions options(LoopbackHost host) {
        return ConnectOptions.defaults().withAddresses(host.addresses());
    }

    private static CompletableFuture<SocketChannel> connect(HappyConnector connector, LoopbackHost host) {
        return connector.connectAsync(target(host), options(host));
    }

    @Test
    void aLimitBelowTwoIsRefused() {
        assertThatThrownBy(() -> HappyConnector.builder().maxSocketsInFlight(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxSocketsInFlight must be at least 2, but is 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void asManyRacesPastASilentAddressAsThereAreSocketsGetThrough(int limit) throws Exception {
        List<CompletableFuture<SocketChannel>> futures = new ArrayList<>();
        try (HappyConnector connector = builder(limit).build()) {
            for (int i = 0; i < limit; i++) {
                futures.add(connect(connector, slow));
            }
            for (CompletableFuture<SocketChannel> future : futures) {
                future.get(60, TimeUnit.SECONDS).close();
            }
        }
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void hundredsOfRacesPastASilentAddressGetThroughWithEightSockets() throws Exception {
        List<CompletableFuture<SocketChannel>> futures = new ArrayList<>();
        try (HappyConnector connector = builder(8).build()) {
            for (int i = 0; i < 300; i++) {
                futures.add(connect(connector, slow));
            }
            for (CompletableFuture<SocketChannel> future : futures) {
                future.get(60, TimeUnit.SECONDS).close();
            }
        }
        assertThat(listener.reports).hasSize(300);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void aRaceThatWaitsForASocketSaysSoAtItsDeadline() {
        try (HappyConnector connector = builder(2).build()) {
            CompletableFuture<SocketChannel> holder = connect(connector, silent);
            ConnectOptions options = options(good).withTimeout(Duration.ofMillis(100));
            for (Way way : List.of(Way.CHANNEL, Way.ASYNC)) {
                assertThat(catchThrowable(() -> way.connect(connector, target(good), options)))
                        .isInstanceOf(ConnectTimeoutException.class)
                        .hasMessageContaining("no address tried yet")
                        .hasMessageContaining("maxSocketsInFlight");
            }
            holder.cancel(true);
        }
    }

    @Test
    void aCallerThatWaitsGetsTheSocketThatIsGivenBack() throws Exception {
        try (HappyConnector connector = builder(2).build()) {
            CompletableFuture<SocketChannel> holder = connect(connector, silent);
            BlockedCall<SocketChannel> call =
                    BlockedCall.of(() -> connector.connectChannel(target(good), options(good)));
            call.awaitParked();
            CompletableFuture<SocketChannel> next = connect(connector, good);
            holder.cancel(true);
            call.result().close();
            next.get(20, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void aRaceThatIsCancelledInTheLineLeavesIt() throws Exception {
        try (HappyConnector connector = builder(2).build()) {
            CompletableFuture<SocketChannel> holder = connect(connector, silent);
            CompletableFuture<SocketChannel> cancelled = connect(connector, silent);
            CompletableFuture<SocketChannel> last = connect(connector, good);
            cancelled.cancel(true);
            holder.cancel(true);
            last.get(20, TimeUnit.SECONDS).close();
        }
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void closingEndsThoseThatWait() {
        List<CompletableFuture<SocketChannel>> futures = new ArrayList<>();
        try (HappyConnector connector = builder(2).build()) {
            for (int i = 0; i < 20; i++) {
                futures.add(connect(connector, silent));
            }
        }
        for (CompletableFuture<SocketChannel> each : futures) {
            assertThat(catchThrowable(() -> each.get(20, TimeUnit.SECONDS)))
                    .hasCauseInstanceOf(ConnectCancelledException.class);
        }
        assertThat(listener.complaints()).isEmpty();
    }
}
