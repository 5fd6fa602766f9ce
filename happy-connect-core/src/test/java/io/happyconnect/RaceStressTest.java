package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** 2,000 races at once, three of four of them with trouble, and nothing is left afterwards. */
@LeaksNothing(withinMillis = 30_000)
class RaceStressTest {

    private static final int RACES = 2_000;
    private static final Duration DELAY = Duration.ofMillis(50);

    /** The troubles of a race; the addresses are indices into the host below. */
    private enum Kind {
        HEALTHY(RaceOutcome.CONNECTED, 2),
        ALSO_HEALTHY(RaceOutcome.CONNECTED, 2, 3),
        FIRST_REFUSED(RaceOutcome.CONNECTED, 1, 2),
        FIRST_HANGS(RaceOutcome.CONNECTED, 0, 2),
        HANGS_AND_REFUSED(RaceOutcome.CONNECTED, 0, 1, 2),
        ALL_REFUSED(RaceOutcome.FAILED, 1, 4),
        DEADLINE(RaceOutcome.TIMED_OUT, 0, 5),
        CANCELLED(RaceOutcome.CANCELLED, 0, 5);

        private final RaceOutcome outcome;
        private final int[] addresses;

        Kind(RaceOutcome outcome, int... addresses) {
            this.outcome = outcome;
            this.addresses = addresses;
        }
    }

    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch start = new CountDownLatch(1);
    private final Cancellation cancellation = new Cancellation();

    @Test
    void everyRaceEndsOnceAsItMustAndNothingIsLeft() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .refusing(ipv4(2))
                        .echoing(ipv4(3))
                        .echoing(ipv4(4))
                        .refusing(ipv4(5))
                        .blackHole(ipv4(6))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(DELAY)
                        .connectTimeout(Duration.ofSeconds(120))
                        .listener(listener)
                        .build()) {
            Map<Kind, List<FutureTask<RaceOutcome>>> races = new EnumMap<>(Kind.class);
            for (int i = 0; i < RACES; i++) {
                Kind kind = Kind.values()[i % Kind.values().length];
                FutureTask<RaceOutcome> race = new FutureTask<>(() -> race(connector, host, kind));
                races.computeIfAbsent(kind, unused -> new ArrayList<>()).add(race);
                new Thread(null, race, "racer-" + i, 256 * 1024).start();
            }
            start.countDown();
            for (Kind kind : Kind.values()) {
                if (kind == Kind.CANCELLED) {
                    cancellation.cancel();
                }
                for (FutureTask<RaceOutcome> race : races.get(kind)) {
                    assertThat(race.get(120, TimeUnit.SECONDS)).as(kind.name()).isEqualTo(kind.outcome);
                }
            }
        }
        assertThat(listener.complaints()).isEmpty();
        assertThat(listener.reports).hasSize(RACES);
        assertThat(listener.reports.stream().collect(Collectors.groupingBy(RaceReport::outcome, Collectors.counting())))
                .containsAllEntriesOf(Map.of(
                        RaceOutcome.CONNECTED, RACES * 5L / 8,
                        RaceOutcome.FAILED, RACES / 8L,
                        RaceOutcome.TIMED_OUT, RACES / 8L,
                        RaceOutcome.CANCELLED, RACES / 8L));
        assertThat(listener.reports.stream().filter(RaceStressTest::hadTrouble).count())
                .isGreaterThanOrEqualTo(RACES / 2);
    }

    private RaceOutcome race(HappyConnector connector, LoopbackHost host, Kind kind) throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (int index : kind.addresses) {
            addresses.add(host.addresses().get(index));
        }
        ConnectOptions options = ConnectOptions.defaults().withAddresses(addresses);
        if (kind == Kind.DEADLINE) {
            options = options.withTimeout(Duration.ofMillis(300));
        }
        if (kind == Kind.CANCELLED) {
            options = options.withCancellation(cancellation);
        }
        start.await();
        try (Socket socket = connector.connect(Target.of("stress.test", host.port()), options)) {
            assertThat(socket.getInetAddress())
                    .isIn(host.addresses().get(2), host.addresses().get(3));
            return RaceOutcome.CONNECTED;
        } catch (IOException e) {
            return ((ConnectFailure) e).report().outcome();
        }
    }

    private static boolean hadTrouble(RaceReport report) {
        return report.attempts().size() > 1 || report.outcome() != RaceOutcome.CONNECTED;
    }
}
