package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever ends a race from outside ends it at once, in each of its phases, and nothing is left. */
@LeaksNothing
class CancellationTest {

    /** Far above the promised promptness, for a busy machine; far below every timeout of the race. */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final CountDownLatch secondAttempt = new CountDownLatch(2);
    private final Cancellation cancellation = new Cancellation();
    private LoopbackHost host;
    private HappyConnector connector;

    /** How a race is ended. */
    enum Means {
        INTERRUPT("the thread was interrupted"),
        CLOSE("connector \"default\" was closed"),
        CANCELLATION("the caller cancelled it");

        final String why;

        Means(String why) {
            this.why = why;
        }
    }

    @BeforeEach
    void open() throws IOException {
        host = LoopbackHost.builder()
                .blackHole(ipv4(1))
                .blackHole(ipv4(2))
                .blackHole(ipv4(3))
                .open();
    }

    @AfterEach
    void close() throws IOException {
        connector.close();
        host.close();
        assertThat(listener.complaints()).isEmpty();
    }

    private HappyConnectorBuilder builder() {
        return HappyConnector.builder()
                .listener(listener)
                .listener(new RaceListener() {
                    @Override
                    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
                        firstAttempt.countDown();
                        secondAttempt.countDown();
                    }
                })
                .connectTimeout(Duration.ofMinutes(10));
    }

    /** What connect throws, and whether the thread was interrupted then. */
    private record End(IOException failure, boolean interrupted) {}

    private End connect() throws IOException {
        ConnectOptions options = ConnectOptions.defaults().withCancellation(cancellation);
        try {
            connector.connect(Target.of("holes.test", host.port()), options).close();
        } catch (ConnectCancelledException e) {
            return new End(e, Thread.interrupted());
        }
        throw new AssertionError("connected to a black hole");
    }

    private void endsPromptly(Means means, CountDownLatch when, int attempts) throws Exception {
        FutureTask<End> task = new FutureTask<>(this::connect);
        Thread caller = new Thread(task, "caller");
        caller.start();
        assertThat(when.await(10, TimeUnit.SECONDS)).isTrue();
        switch (means) {
            case INTERRUPT -> caller.interrupt();
            case CLOSE -> connector.close();
            case CANCELLATION -> cancellation.cancel();
        }
        End end = task.get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(end.interrupted()).isEqualTo(means == Means.INTERRUPT);
        assertThat(end.failure())
                .hasMessage("connecting to holes.test:" + host.port() + " was cancelled: " + means.why);
        assertThat(listener.onlyReport().outcome()).isEqualTo(RaceOutcome.CANCELLED);
        assertThat(listener.onlyReport().attempts())
                .hasSize(attempts)
                .extracting(AttemptReport::outcome)
                .allMatch(AttemptOutcome.CANCELLED::equals);
    }

    @ParameterizedTest
    @EnumSource(Means.class)
    void duringNameResolution(Means means) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Names.Silent silent = new Names.Silent();
        connector = builder()
                .resolver((target, answers) -> {
                    asked.countDown();
                    return silent.resolve(target, answers);
                })
                .build();
        endsPromptly(means, asked, 0);
        assertThat(silent.cancellations).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Means.class)
    void duringTheFirstAttemptOfASingleCandidate(Means means) throws Exception {
        connector =
                builder().resolver(Names.all(host.addresses().subList(0, 1))).build();
        endsPromptly(means, firstAttempt, 1);
    }

    @ParameterizedTest
    @EnumSource(Means.class)
    void whileAChallengerRuns(Means means) throws Exception {
        List<InetAddress> two = host.addresses().subList(0, 2);
        connector = builder()
                .resolver(Names.all(two))
                .connectionAttemptDelay(Duration.ofMillis(10))
                .build();
        endsPromptly(means, secondAttempt, 2);
    }

    @Test
    void anInterruptBeforeTheRaceEndsItBeforeAnyAttempt() throws IOException {
        connector = builder().resolver(Names.all(host.addresses())).build();
        Thread.currentThread().interrupt();
        assertThat(connect().interrupted()).isTrue();
        assertThat(listener.onlyReport().attempts()).isEmpty();
    }

    @Test
    void aClosedConnectorRefusesBeforeAnyLookup() {
        Names.Silent silent = new Names.Silent();
        connector = builder().resolver(silent).build();
        connector.close();
        connector.close();
        assertThat(connector.isClosed()).isTrue();
        End end = assertTimeoutPreemptively(PROMPTLY, this::connect);
        assertThat(end.failure()).hasMessageEndingWith("connector \"default\" was closed");
        assertThat(silent.lookups).hasValue(0);
        assertThat(listener.onlyReport().attempts()).isEmpty();
    }

    @Test
    void aUsedCancellationEndsLaterRacesToo() {
        connector = builder().resolver(Names.all(host.addresses())).build();
        cancellation.cancel();
        assertThat(cancellation.isCancelled()).isTrue();
        End end = assertTimeoutPreemptively(PROMPTLY, this::connect);
        assertThat(end.failure()).hasMessageEndingWith("the caller cancelled it");
        assertThat(listener.onlyReport().attempts()).isEmpty();
    }
}
