package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A race that ends just as an attempt starts, before a thread dials it, keeps no place among the sockets in flight. */
@LeaksNothing
class SocketsGivenBackTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** What ends a race from outside. */
    enum End {
        INTERRUPT,
        CANCEL,
        DEADLINE
    }

    private static ConnectOptions options(LoopbackHost host) {
        return ConnectOptions.defaults().withAddresses(host.addresses());
    }

    private static Target target(LoopbackHost host) {
        return Target.of("back.test", host.port());
    }

    /** Connects where two sockets at once are needed. */
    private static void connectPastASilentAddress(HappyConnector connector, LoopbackHost slow) throws IOException {
        connector.connect(target(slow), options(slow)).close();
    }

    @ParameterizedTest
    @CsvSource({"INTERRUPT,0", "INTERRUPT,1", "CANCEL,0", "CANCEL,1", "DEADLINE,0", "DEADLINE,1"})
    void aRaceThatEndsAsAnAttemptStartsGivesItsSocketBack(End end, int attempt) throws IOException {
        AtomicReference<Runnable> onStart = new AtomicReference<>(() -> {});
        RaceListener listener = new RaceListener() {
            @Override
            public void attemptStarted(RaceStart race, int index, Candidate candidate) {
                if (index == attempt) {
                    onStart.get().run();
                }
            }
        };
        try (LoopbackHost slow = LoopbackHost.builder()
                        .blackHole(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .connectTimeout(Duration.ofSeconds(20))
                        .maxSocketsInFlight(2)
                        .build()) {
            Thread caller = Thread.currentThread();
            for (int i = 0; i < 3; i++) {
                Cancellation cancellation = new Cancellation();
                onStart.set(() -> end(end, caller, cancellation));
                ConnectOptions options = options(slow).withCancellation(cancellation);
                try (Socket unexpected =
                        connector.connect(target(slow), end == End.DEADLINE ? options.withTimeout(SHORT) : options)) {
                    throw new AssertionError("connected, to " + unexpected);
                } catch (ConnectTimeoutException | ConnectCancelledException expected) {
                    assertThat(expected).hasMessageNotContaining("maxSocketsInFlight");
                }
                assertThat(Thread.interrupted()).isEqualTo(end == End.INTERRUPT);
            }
            onStart.set(() -> {});
            connectPastASilentAddress(connector, slow);
        }
    }

    private static void end(End how, Thread caller, Cancellation cancellation) {
        switch (how) {
            case INTERRUPT -> caller.interrupt();
            case CANCEL -> cancellation.cancel();
            case DEADLINE -> spin(SHORT.toNanos());
        }
    }

    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void noneIsLostInThousandsOfRacesThatEndAtAnyMoment() throws Exception {
        try (LoopbackHost slow = LoopbackHost.builder()
                        .blackHole(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                LoopbackHost good = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(10))
                        .maxSocketsInFlight(2)
                        .build()) {
            AtomicReference<Cancellation> current = new AtomicReference<>(new Cancellation());
            Thread canceller = new Thread(() -> {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                    spin(20_000 + i % 64 * 2_000);
                    current.get().cancel();
                }
            });
            canceller.start();
            try {
                for (int i = 0; i < 4_000; i++) {
                    Cancellation cancellation = new Cancellation();
                    current.set(cancellation);
                    connectUnlessEnded(
                            connector,
                            target(good),
                            options(good)
                                    .withCancellation(cancellation)
                                    .withTimeout(i % 4 == 0 ? Duration.ofMillis(1) : Duration.ofSeconds(10)));
                }
            } finally {
                canceller.interrupt();
                canceller.join(TimeUnit.SECONDS.toMillis(20));
            }
            connectPastASilentAddress(connector, slow);
        }
    }

    private static void connectUnlessEnded(HappyConnector connector, Target target, ConnectOptions options)
            throws IOException {
        try {
            connector.connect(target, options).close();
        } catch (ConnectTimeoutException | ConnectCancelledException expected) {
            assertThat(expected).hasMessageNotContaining("maxSocketsInFlight");
        }
    }
}
