package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners that break their contract: they call back, close what they listen to, or never return. */
@LeaksNothing
@Timeout(60)
class HostileListenerTest {

    private final AtomicReference<HappyConnector> connector = new AtomicReference<>();
    private EchoServer server;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer(ipv4(1), 0);
    }

    @AfterEach
    void close() throws IOException {
        HappyConnector last = connector.get();
        if (last != null) {
            last.close();
        }
        server.close();
    }

    private HappyConnector hearing(RaceListener listener) {
        connector.set(HappyConnector.builder()
                .resolver(Names.all(List.of(ipv4(9), ipv4(1))))
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(Duration.ofSeconds(10))
                .listener(listener)
                .build());
        return connector.get();
    }

    private int port() {
        return server.address().getPort();
    }

    /** Connects on every event, as deep as it is told to. */
    private final class CallingBack implements RaceListener {

        private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
        private final AtomicInteger connected = new AtomicInteger();

        private void callBack() {
            int before = depth.get();
            if (before == 2) {
                return;
            }
            depth.set(before + 1);
            try (Socket socket = connector.get().connect("again.test", port())) {
                assertThat(socket.isConnected()).isTrue();
                connector.get().lookup("again.test");
                connected.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                depth.set(before);
            }
        }

        @Override
        public void raceStarted(RaceStart race) {
            callBack();
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            callBack();
        }

        @Override
        public void attemptEnded(RaceStart race, AttemptReport attempt) {
            callBack();
        }

        @Override
        public void raceEnded(RaceReport report) {
            callBack();
        }
    }

    @Test
    void oneThatConnectsByTheSameConnectorGetsItsConnection() throws IOException {
        CallingBack listener = new CallingBack();
        hearing(listener).connect("first.test", port()).close();

        // Started, two attempts started, two ended, ended: six events, each with six of its own one level deeper.
        assertThat(listener.connected).hasValue(6 + 36);
    }

    @Test
    void oneThatClosesTheConnectorEndsTheRace() {
        HappyConnector closing = hearing(new RaceListener() {
            @Override
            public void attemptStarted(RaceStart race, int index, Candidate candidate) {
                connector.get().close();
            }
        });

        assertThatThrownBy(() -> closing.connect("closing.test", port()))
                .isInstanceOf(ConnectCancelledException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void oneThatBlocksHoldsUpItsOwnRaceOnly() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HappyConnector connector = hearing(new RaceListener() {
            @Override
            public void attemptEnded(RaceStart race, AttemptReport attempt) {
                if (race.target().host().equals("blocked.test")) {
                    blocked.countDown();
                    awaitUninterruptibly(release);
                }
            }
        });
        FutureTask<Socket> held = new FutureTask<>(() -> connector.connect("blocked.test", port()));
        new Thread(held).start();
        blocked.await();
        for (int i = 0; i < 20; i++) {
            connector.connect("free.test", port()).close();
        }
        assertThat(held).isNotDone();

        release.countDown();
        held.get(30, TimeUnit.SECONDS).close();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
