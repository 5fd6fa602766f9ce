package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that keeps the caller of {@code connectChannel}: the race goes on without it, and its result is that of the race. */
@LeaksNothing
@Timeout(120)
class CallerInListenerTest {

    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    /** Keeps whoever tells of the first attempt. */
    private final class Holding implements RaceListener {

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            if (index == 0 && race.target().host().equals("held.test")) {
                held.countDown();
                await(release);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HappyConnector connector(Duration timeout) {
        return HappyConnector.builder()
                .listener(listener)
                .listener(new Holding())
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(timeout)
                .build();
    }

    private static SocketChannel connect(HappyConnector connector, List<InetAddress> addresses, int port)
            throws IOException {
        return connector.connectChannel(
                Target.of("held.test", port), ConnectOptions.defaults().withAddresses(addresses));
    }

    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void theNextAttemptStartsAndWinsMeanwhile() throws Exception {
        try (BlackHole silent = new BlackHole(ipv4(1), 0);
                ServerSocket good = new ServerSocket(silent.address().getPort(), 10, ipv4(2));
                HappyConnector connector = connector(Duration.ofSeconds(60))) {
            long begun = System.nanoTime();
            BlockedCall<SocketChannel> call =
                    BlockedCall.of(() -> connect(connector, List.of(ipv4(1), ipv4(2)), good.getLocalPort()));
            await(held);
            try (Socket accepted = good.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                pass(Duration.ofMillis(1_500));
                Duration heldUntil = Duration.ofNanos(System.nanoTime() - begun);
                release.countDown();
                call.result().close();

                RaceReport report = listener.awaitOnlyReport();
                assertThat(report.winner().orElseThrow().index()).isEqualTo(1);
                assertThat(report.elapsed()).isLessThan(heldUntil);
            }
        }
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void theDeadlineEndsTheRaceWhenItPasses() throws Exception {
        try (LoopbackHost silent = LoopbackHost.builder()
                        .blackHole(ipv4(3))
                        .blackHole(ipv4(4))
                        .open();
                HappyConnector connector = connector(Duration.ofMillis(200))) {
            BlockedCall<ConnectTimeoutException> call = BlockedCall.of(() -> catchThrowableOfType(
                    ConnectTimeoutException.class, () -> connect(connector, silent.addresses(), silent.port())));
            await(held);
            pass(Duration.ofMillis(1_500));
            release.countDown();

            RaceReport report = call.result().report();
            assertThat(report).isSameAs(listener.awaitOnlyReport());
            assertThat(report.elapsed()).isBetween(Duration.ofMillis(200), Duration.ofMillis(1_400));
            assertThat(report.attempts()).hasSize(2).allMatch(attempt -> attempt.outcome() == AttemptOutcome.TIMED_OUT);
        }
        assertThat(listener.complaints()).isEmpty();
    }

    /** The kernel asks again after a second; by then there is room in the backlog. */
    @Test
    void itsOwnAttemptMayConnectMeanwhile() throws Exception {
        try (FullServer full = new FullServer(ipv4(5));
                HappyConnector connector = connector(Duration.ofMillis(4_000))) {
            BlockedCall<SocketChannel> call = BlockedCall.of(() -> connect(connector, List.of(ipv4(5)), full.port()));
            await(held);
            full.acceptAll();
            pass(Duration.ofMillis(4_500)); // beyond the deadline
            release.countDown();

            try (SocketChannel channel = call.result()) {
                assertThat(channel.isConnected()).isTrue();
                assertThat(channel.isBlocking()).isTrue();
            }
            assertThat(listener.awaitOnlyReport().attempts())
                    .singleElement()
                    .matches(attempt -> attempt.outcome() == AttemptOutcome.WON);
        }
        assertThat(listener.complaints()).isEmpty();
    }
}
