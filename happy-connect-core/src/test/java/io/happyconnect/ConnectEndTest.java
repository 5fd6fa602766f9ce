package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.Way.Connected;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LoopbackHost;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What every way to connect promises of deadlines, cancellation and closing. */
class ConnectEndTest extends EveryWay {

    @Test
    void theDeadlineEndsSilentAttempts() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .blackHole(ipv4(2))
                        .open();
                HappyConnector connector =
                        builder().connectTimeout(Duration.ofSeconds(1)).build()) {
            ConnectTimeoutException failure = failure(ConnectTimeoutException.class, connector, host);
            assertThat(failure).hasMessageContaining("1000 ms");
            outcomesAre(RaceOutcome.TIMED_OUT, AttemptOutcome.TIMED_OUT, AttemptOutcome.TIMED_OUT);
            assertThat(listener.onlyReport().elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void theDeadlineEndsASilentLookup() throws Exception {
        Names.Silent silent = new Names.Silent();
        try (LoopbackHost nowhere = LoopbackHost.builder().open();
                HappyConnector connector = builder()
                        .resolver(silent)
                        .connectTimeout(Duration.ofMillis(100))
                        .build()) {
            Throwable thrown = catchThrowable(
                    () -> way.connect(connector, Target.of("silent.test", 80), ConnectOptions.defaults()));
            assertThat(thrown)
                    .isInstanceOf(ConnectTimeoutException.class)
                    .hasMessageContaining("the name had not been resolved");
            assertThat(silent.cancellations).hasValue(1);
            outcomesAre(RaceOutcome.TIMED_OUT);
            assertThat(nowhere.addresses()).isEmpty();
        }
    }

    @Test
    void anAttemptTimeoutGivesUpOneAttemptAndNotTheRace() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder()
                        .connectionAttemptDelay(Duration.ofHours(1))
                        .attemptTimeout(Duration.ofMillis(60))
                        .build();
                Connected connected = connect(connector, host)) {
            assertThat(connected.echo(3)).isEqualTo(3);
            outcomesAre(RaceOutcome.CONNECTED, AttemptOutcome.TIMED_OUT, AttemptOutcome.WON);
        }
    }

    @Test
    void atTheLimitOfAttemptsTheNextWaits() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder()
                        .maxConcurrentAttempts(1)
                        .connectTimeout(Duration.ofSeconds(1))
                        .build()) {
            failure(ConnectTimeoutException.class, connector, host);
            outcomesAre(RaceOutcome.TIMED_OUT, AttemptOutcome.TIMED_OUT);
        }
    }

    @Test
    void cancelledBeforehandNothingIsTried() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = builder().build()) {
            failure(
                    ConnectCancelledException.class,
                    connector,
                    host,
                    ConnectOptions.defaults().withCancellation(cancellation));
            outcomesAre(RaceOutcome.CANCELLED);
        }
    }

    @Test
    void cancelledWhileAttemptsAreSilent() throws Exception {
        endsWhileAttemptsAreSilent(Cancellation::cancel, connector -> {}, "the caller cancelled it");
    }

    @Test
    void closedWhileAttemptsAreSilent() throws Exception {
        endsWhileAttemptsAreSilent(unused -> {}, HappyConnector::close, "was closed");
    }

    private interface Ending<T> {
        void end(T what);
    }

    private void endsWhileAttemptsAreSilent(Ending<Cancellation> cancel, Ending<HappyConnector> close, String message)
            throws Exception {
        Cancellation cancellation = new Cancellation();
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .blackHole(ipv4(2))
                        .open();
                HappyConnector connector = builder().build()) {
            BlockedCall<Connected> call = BlockedCall.of(
                    () -> connect(connector, host, ConnectOptions.defaults().withCancellation(cancellation)));
            listener.awaitAttempts(2);
            cancel.end(cancellation);
            close.end(connector);
            assertThat(call.failure())
                    .isInstanceOf(ConnectCancelledException.class)
                    .hasMessageContaining(message);
            outcomesAre(RaceOutcome.CANCELLED, AttemptOutcome.CANCELLED, AttemptOutcome.CANCELLED);
        }
    }

    @Test
    void cancelledWhileTheLookupIsSilent() throws Exception {
        Cancellation cancellation = new Cancellation();
        ToldResolver told = new ToldResolver();
        try (HappyConnector connector = builder().resolver(told).build()) {
            BlockedCall<Connected> call = BlockedCall.of(() -> way.connect(
                    connector,
                    Target.of("told.test", 80),
                    ConnectOptions.defaults().withCancellation(cancellation)));
            told.asked.join();
            cancellation.cancel();
            assertThat(call.failure()).isInstanceOf(ConnectCancelledException.class);
            outcomesAre(RaceOutcome.CANCELLED);
        }
    }

    @Test
    void closedBeforehandOrWhileTheLookupIsSilent() throws Exception {
        ToldResolver told = new ToldResolver();
        try (HappyConnector connector = builder().resolver(told).build()) {
            BlockedCall<Connected> call =
                    BlockedCall.of(() -> way.connect(connector, Target.of("told.test", 80), ConnectOptions.defaults()));
            told.asked.join();
            connector.close();
            assertThat(call.failure())
                    .isInstanceOf(ConnectCancelledException.class)
                    .hasMessageContaining("was closed");
            Throwable thrown =
                    catchThrowable(() -> way.connect(connector, Target.of("told.test", 80), ConnectOptions.defaults()));
            assertThat(thrown).isInstanceOf(ConnectCancelledException.class).hasMessageContaining("was closed");
            assertThat(listener.complaints()).isEmpty();
        }
    }

    @Test
    void aClosedConnectorConnectsNothing() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open()) {
            HappyConnector connector = builder().build();
            connector.close();
            ConnectCancelledException failure = failure(ConnectCancelledException.class, connector, host);
            assertThat(failure).hasMessageContaining("was closed");
            assertThat(listener.onlyReport().attempts()).isEmpty();
        }
    }

    @Test
    void aLookupThatBeginsWhileItsRaceIsCancelledIsCancelled() {
        Names.Silent silent = new Names.Silent();
        Cancellation cancellation = new Cancellation();
        Resolver late = (target, answers) -> {
            cancellation.cancel();
            return silent.resolve(target, answers);
        };
        try (HappyConnector connector = builder().resolver(late).build()) {
            ConnectOptions options = ConnectOptions.defaults().withCancellation(cancellation);
            assertThat(catchThrowable(() -> way.connect(connector, Target.of("late.test", 80), options)))
                    .isInstanceOf(ConnectCancelledException.class);
        }
        for (int i = 0; i < 20_000 && silent.cancellations.get() == 0; i++) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(silent.cancellations).hasPositiveValue();
    }
}
