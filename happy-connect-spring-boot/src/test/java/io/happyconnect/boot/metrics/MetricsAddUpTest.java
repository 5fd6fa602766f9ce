package io.happyconnect.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Random races at once, with failures, silence, cancels and deadlines: the meters are the sums of the reports. */
@LeaksNothing
class MetricsAddUpTest {

    private static final int RACES = 2_000;
    private static final int AT_ONCE = 50;
    private static final InetAddress GOOD = Loopback.ipv4(24);
    private static final InetAddress REFUSING = Loopback.ipv4(25);
    private static final InetAddress DEAD = Loopback.ipv4(26);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<RaceReport> reports = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(8305);

    private final RaceListener collecting = new RaceListener() {
        @Override
        public void raceEnded(RaceReport report) {
            reports.add(report);
        }
    };

    /** The name says what is behind it: g is good, r refuses, d is dead, e is an error. */
    private static Lookup resolve(Target target, Answers answers) {
        List<AddressCandidate> found = new ArrayList<>();
        for (char each : target.host().substring(0, target.host().indexOf('.')).toCharArray()) {
            switch (each) {
                case 'g' -> found.add(new AddressCandidate(GOOD, target.port()));
                case 'r' -> found.add(new AddressCandidate(REFUSING, target.port()));
                case 'd' -> found.add(new AddressCandidate(DEAD, target.port()));
                default -> answers.failed(AddressFamily.IPV6, new UnknownHostException(target.host()));
            }
        }
        answers.answered(AddressFamily.IPV4, found);
        answers.done();
        return Lookup.ended();
    }

    @Test
    void metersAreTheSumsOfTheReportsOfRandomRaces() throws Exception {
        try (EchoServer good = new EchoServer(GOOD, 0);
                RefusingPort refusing =
                        new RefusingPort(REFUSING, good.address().getPort());
                BlackHole dead = new BlackHole(DEAD, good.address().getPort());
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(10))
                        .resolver(MetricsAddUpTest::resolve)
                        .listener(new RaceMetrics(() -> registry, new MetricsLimits(3, 2, true)))
                        .listener(collecting)
                        .build()) {
            assertThat(refusing.address().getPort()).isEqualTo(dead.address().getPort());
            List<CompletableFuture<SocketChannel>> running = new ArrayList<>();
            for (int i = 0; i < RACES; i++) {
                running.add(race(connector, good.address().getPort()));
                if (running.size() == AT_ONCE) {
                    for (CompletableFuture<SocketChannel> each : running) {
                        closed(each);
                    }
                    running.clear();
                }
            }
        }

        assertThat(reports).hasSize(RACES);
        theRacesAddUp();
        theAttemptsAddUp();
        nothingIsRunning();
    }

    private CompletableFuture<SocketChannel> race(HappyConnector connector, int port) {
        String[] names = {"g", "rg", "dg", "rrg", "r", "d", "e", "eg", "drg"};
        Cancellation cancellation = new Cancellation();
        CompletableFuture<SocketChannel> race = connector.connectAsync(
                Target.of(names[random.nextInt(names.length)] + ".example.com", port),
                ConnectOptions.defaults()
                        .withTimeout(Duration.ofMillis(40 + random.nextInt(100)))
                        .withCancellation(cancellation));
        if (random.nextInt(8) == 0) {
            cancellation.cancel();
        }
        return race;
    }

    private static void closed(CompletableFuture<SocketChannel> race) throws Exception {
        SocketChannel won = race.exceptionally(lost -> null).get(30, TimeUnit.SECONDS);
        if (won != null) {
            won.close();
        }
    }

    private void theRacesAddUp() {
        assertThat(registry.get("happy.connect.races").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo(RACES);
        assertThat(nanos("happy.connect.races"))
                .isEqualTo(reports.stream()
                        .mapToLong(report -> report.elapsed().toNanos())
                        .sum());
        assertThat(registry.get("happy.connect.fallbacks").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(reports.stream().filter(RaceReport::fallback).count());
        assertThat(registry.get("happy.connect.race.attempts").summaries().stream()
                        .mapToDouble(each -> each.totalAmount())
                        .sum())
                .isEqualTo(reports.stream()
                        .mapToLong(report -> report.attempts().size())
                        .sum());
    }

    private void theAttemptsAddUp() {
        Map<String, Long> reported = new TreeMap<>();
        long elapsed = 0;
        for (RaceReport report : reports) {
            for (AttemptReport attempt : report.attempts()) {
                String error =
                        attempt.cause() == null ? "none" : attempt.cause().label();
                String outcome =
                        attempt.failed() ? "failed" : attempt.outcome().name().toLowerCase(Locale.ROOT);
                reported.merge(outcome + " " + error, 1L, Long::sum);
                elapsed += attempt.elapsed().toNanos();
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        for (Timer timer : registry.get("happy.connect.attempts").timers()) {
            String kind = timer.getId().getTag("outcome") + " " + timer.getId().getTag("error.type");
            counted.merge(kind, timer.count(), Long::sum);
        }
        assertThat(counted)
                .isEqualTo(reported)
                .containsKeys("won none", "failed connection_refused", "failed timed_out", "lost none");
        assertThat(nanos("happy.connect.attempts")).isEqualTo(elapsed);
        assertThat(nanos("happy.connect.peer.attempts")).isEqualTo(elapsed);
    }

    private long nanos(String timers) {
        return registry.get(timers).timers().stream()
                .mapToLong(timer -> (long) timer.totalTime(TimeUnit.NANOSECONDS))
                .sum();
    }

    private void nothingIsRunning() {
        assertThat(registry.get("happy.connect.races.active").gauge().value()).isZero();
        assertThat(registry.get("happy.connect.attempts.active").gauge().value())
                .isZero();
    }
}
