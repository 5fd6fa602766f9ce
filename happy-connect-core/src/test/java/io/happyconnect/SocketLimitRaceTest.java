package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
            for (Way way : Way.values()) {
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
    void aCallerOfConnectWaitsInTheSameLine() throws Exception {
        try (HappyConnector connector = builder(2).build()) {
            CompletableFuture<SocketChannel> holder = connect(connector, silent);
            BlockedCall<Socket> call = BlockedCall.of(() -> connector.connect(target(good), options(good)));
            call.awaitParked();
            holder.cancel(true);
            call.result().close();
        }
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void dozensOfCallersPastASilentAddressGetThroughWithFourSockets() throws Exception {
        List<BlockedCall<Socket>> calls = new ArrayList<>();
        try (HappyConnector connector = builder(4).build()) {
            for (int i = 0; i < 60; i++) {
                calls.add(BlockedCall.of(() -> connector.connect(target(slow), options(slow))));
            }
            for (BlockedCall<Socket> each : calls) {
                each.result().close();
            }
            // Every socket was given back: two races that need two each, at once.
            for (CompletableFuture<SocketChannel> each : List.of(connect(connector, slow), connect(connector, slow))) {
                each.get(20, TimeUnit.SECONDS).close();
            }
        }
        assertThat(listener.reports).hasSize(62);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void aCallerWhoFailsIsInterruptedOrIsCancelledGivesBackAll() throws Exception {
        try (LoopbackHost refusing = LoopbackHost.builder()
                        .refusing(ipv4(5))
                        .refusing(ipv4(6))
                        .open();
                HappyConnector connector = builder(3).build()) {
            for (int i = 0; i < 10; i++) {
                assertThat(catchThrowable(() -> connector.connect(target(refusing), options(refusing))))
                        .isInstanceOf(ConnectFailedException.class);
                Cancellation cancellation = new Cancellation();
                BlockedCall<Socket> silentCall = BlockedCall.of(
                        () -> connector.connect(target(silent), options(silent).withCancellation(cancellation)));
                BlockedCall<Socket> interrupted =
                        BlockedCall.of(() -> connector.connect(target(silent), options(silent)));
                silentCall.awaitIn("connect");
                interrupted.awaitIn("connect");
                BlockedCall<Socket> waiting = BlockedCall.of(() -> connector.connect(target(good), options(good)));
                waiting.awaitParked();
                interrupted.thread().interrupt();
                assertThat(interrupted.failure()).isInstanceOf(ConnectCancelledException.class);
                waiting.result().close();
                cancellation.cancel();
                assertThat(silentCall.failure()).isInstanceOf(ConnectCancelledException.class);
            }
        }
        assertThat(listener.complaints()).isEmpty();
    }

    /** A candidate that needs a race of the same connector, as a proxy by name does. */
    private record ByOtherRace(HappyConnector connector, LoopbackHost host) implements DialableCandidate {

        @Override
        public @Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return true;
        }

        @Override
        public Dial newDial() {
            return new Dial() {
                @Override
                public Socket connect() throws IOException {
                    return connector.connect(target(host), options(host));
                }

                @Override
                public void cancel() {}
            };
        }
    }

    @Test
    void aCandidateThatNeedsAnotherRaceDoesNotHoldTheSocketItWaitsFor() throws Exception {
        AtomicReference<HappyConnector> itself = new AtomicReference<>();
        List<BlockedCall<Socket>> calls = new ArrayList<>();
        try (HappyConnector connector = builder(2)
                .resolver((target, answers) -> {
                    answers.found(List.of(new ByOtherRace(itself.get(), good)));
                    answers.done();
                    return Lookup.ended();
                })
                .build()) {
            itself.set(connector);
            for (int i = 0; i < 10; i++) {
                calls.add(BlockedCall.of(() -> connector.connect(Target.of("outer.test", 80))));
            }
            for (BlockedCall<Socket> each : calls) {
                each.result().close();
            }
        }
        assertThat(listener.reports).hasSize(20);
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
