package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Callers that wait for a channel: interrupts, the thread of events, and what cannot become a channel. */
@LeaksNothing
class CallerOfChannelTest {

    private final RecordingListener listener = new RecordingListener();

    private HappyConnectorBuilder builder() {
        return HappyConnector.builder().listener(listener).connectionAttemptDelay(Duration.ofMillis(20));
    }

    private static SocketChannel connect(HappyConnector connector, LoopbackHost host) throws Exception {
        return connector.connectChannel(
                Target.of("channel.test", host.port()),
                ConnectOptions.defaults().withAddresses(host.addresses()));
    }

    private static Throwable failureAndFlag(HappyConnector connector, LoopbackHost host) {
        Throwable thrown = catchThrowable(() -> connect(connector, host).close());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        return thrown;
    }

    @Test
    void anInterruptEndsARaceWhoseAttemptsAreSilent() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .blackHole(ipv4(2))
                        .open();
                HappyConnector connector = builder().build()) {
            BlockedCall<Throwable> call = BlockedCall.of(() -> failureAndFlag(connector, host));
            listener.awaitAttempts(2);
            call.thread().interrupt();
            assertThat(call.result())
                    .isInstanceOf(ConnectCancelledException.class)
                    .hasMessageContaining("interrupted");
        }
        assertThat(listener.onlyReport().outcome()).isEqualTo(RaceOutcome.CANCELLED);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void anInterruptEndsARaceWhoseLookupIsSilent() throws Exception {
        Names.Silent silent = new Names.Silent();
        try (HappyConnector connector = builder().resolver(silent).build()) {
            BlockedCall<Throwable> call = BlockedCall.of(() -> {
                Throwable thrown = catchThrowable(() -> connector.connectChannel("silent.test", 80));
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                return thrown;
            });
            call.awaitParked();
            call.thread().interrupt();
            assertThat(call.result()).isInstanceOf(ConnectCancelledException.class);
        }
        assertThat(silent.cancellations).hasValue(1);
    }

    @Test
    void anInterruptBeforehandEndsItBeforeAnythingIsTried() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder().build()) {
            Thread.currentThread().interrupt();
            try {
                assertThat(failureAndFlag(connector, host)).isInstanceOf(ConnectCancelledException.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        assertThat(listener.onlyReport().attempts()).isEmpty();
    }

    @Test
    void theCallerHearsBeginAndEndItself() throws Exception {
        Queue<Thread> heardOn = new ConcurrentLinkedQueue<>();
        RaceListener where = new RaceListener() {
            @Override
            public void raceStarted(RaceStart race) {
                heardOn.add(Thread.currentThread());
            }

            @Override
            public void raceEnded(RaceReport report) {
                heardOn.add(Thread.currentThread());
            }
        };
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder().listener(where).build()) {
            for (int i = 0; i < 20; i++) {
                connect(connector, host).close();
            }
        }
        assertThat(heardOn).hasSize(40).containsOnly(Thread.currentThread());
        assertThat(listener.complaints()).isEmpty();
    }

    /** A tunnel that nobody should ask. */
    private static final class Tunnel implements DialableCandidate {

        @Override
        public @Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return false;
        }

        @Override
        public Dial newDial() {
            throw new AssertionError("dialled");
        }

        @Override
        public String toString() {
            return "tunnel";
        }
    }

    @Test
    void aTunnelFailsAtOnceAndSaysWhy() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder()
                        .preferredFamily(AddressFamily.IPV6)
                        .connectionAttemptDelay(Duration.ofHours(1))
                        .resolver(Names.bringing(new Tunnel(), new AddressCandidate(ipv4(1), host.port())))
                        .build()) {
            connector.connectChannel("tunnel.test", host.port()).close();
            AttemptReport tunnel = listener.onlyReport().attempts().get(0);
            assertThat(tunnel.outcome()).isEqualTo(AttemptOutcome.FAILED);
            assertThat(tunnel.failure()).hasMessageContaining("tunnel brings a socket of its own");
        }
    }
}
