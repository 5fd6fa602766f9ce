package io.happyconnect.boot.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.Races;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much is remembered, and what is forgotten first. */
class RaceHistoryBoundsTest {

    private static final HistoryLimits LIMITS = new HistoryLimits(3, 4, 2, Duration.ofMinutes(5));

    private final RaceHistory history = history(LIMITS);

    private static RaceHistory history(HistoryLimits limits, String... critical) {
        return new RaceHistory(
                limits,
                Arrays.stream(critical).map(Target::parse).toList(),
                Clock.fixed(Races.NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC));
    }

    private static RaceReport good(String target) {
        return Races.to(target).won("192.0.2.1", 0, 20).ends(RaceOutcome.CONNECTED);
    }

    @Test
    void theTargetUsedLongestAgoIsForgottenFirst() {
        for (int i = 0; i < 4; i++) {
            play(Races.to("host" + i + ".example.com:443")
                    .at(Races.NOON.plusSeconds(i))
                    .won("192.0.2.1", 0, 1)
                    .ends(RaceOutcome.CONNECTED));
        }
        play(Races.to("host0.example.com:443")
                .at(Races.NOON.plusSeconds(10))
                .won("192.0.2.1", 0, 1)
                .ends(RaceOutcome.CONNECTED));
        play(Races.to("host9.example.com:443")
                .at(Races.NOON.plusSeconds(11))
                .won("192.0.2.1", 0, 1)
                .ends(RaceOutcome.CONNECTED));

        assertThat(history.targets())
                .extracting(target -> target.target().host())
                .containsExactly("host9.example.com", "host0.example.com", "host3.example.com", "host2.example.com");
    }

    @Test
    void aCriticalTargetIsNotForgotten() {
        RaceHistory pinning = history(LIMITS, "critical.example.com:443");
        Races.play(good("critical.example.com:443"), pinning);
        for (int i = 0; i < 20; i++) {
            Races.play(
                    Races.to("host" + i + ".example.com:443")
                            .at(Races.NOON.plusSeconds(i + 1))
                            .won("192.0.2.1", 0, 1)
                            .ends(RaceOutcome.CONNECTED),
                    pinning);
        }

        assertThat(pinning.targets())
                .hasSize(4)
                .extracting(target -> target.target().host())
                .contains("critical.example.com");
    }

    @Test
    void aHundredThousandAddressesLeaveABoundedTrace() {
        RaceHistory bounded = history(new HistoryLimits(100, 100, 50, Duration.ofMinutes(5)));
        for (int i = 0; i < 100_000; i++) {
            String address = "2001:db8::" + Integer.toHexString(i >> 16) + ":" + Integer.toHexString(i & 0xffff);
            Races.play(
                    Races.to("host" + i % 1000 + ".example.com:443")
                            .at(Races.NOON.plusMillis(i))
                            .won(address, 0, 1)
                            .ends(RaceOutcome.CONNECTED),
                    bounded);
        }

        assertThat(bounded.totals().succeeded()).isEqualTo(100_000);
        assertThat(bounded.recentRaces()).hasSize(100);
        assertThat(bounded.targets()).hasSize(100);
        assertThat(bounded.targets())
                .allSatisfy(target -> assertThat(target.addresses().size()).isBetween(1, 50));
    }

    @Test
    void oneTargetOfAHundredThousandAddressesKeepsTheLastFew() {
        for (int i = 0; i < 100_000; i++) {
            String address = "2001:db8::" + Integer.toHexString(i >> 16) + ":" + Integer.toHexString(i & 0xffff);
            play(Races.to("a.example.com:443")
                    .at(Races.NOON.plusMillis(i))
                    .won(address, 0, 1)
                    .ends(RaceOutcome.CONNECTED));
        }

        assertThat(history.targets().get(0).addresses())
                .extracting(AddressSummary::address)
                .containsExactly("2001:db8::1:869e", "2001:db8::1:869f");
    }

    @Test
    void manyThreadsLoseNoCountAndStayWithinTheLimits() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<? extends Future<?>> done = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> {
                        start.await();
                        for (int i = 0; i < 2_000; i++) {
                            play(good("host" + (i + thread) % 10 + ".example.com:443"));
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(history.totals().succeeded()).isEqualTo(16_000);
        assertThat(history.activeRaces()).isZero();
        assertThat(history.targets().size()).isBetween(4, 4 + 8);
        assertThat(history.recentRaces()).hasSize(3);
    }

    private void play(RaceReport report) {
        Races.play(report, history);
    }
}
