package io.happyconnect.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Everything at once, for 20 seconds, or for as many minutes as the property {@code happyconnect.soak.minutes} says: nothing goes
 * wrong in a way that is not documented, nothing hangs, and what the process holds does not grow after a time to warm up, a fifth of
 * the whole, but two minutes at most.
 */
class SoakTest {

    private static final Duration BRIEFLY = Duration.ofSeconds(20);
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(2);
    private static final Duration LONGEST_BETWEEN_PROGRESS = Duration.ofSeconds(30);
    private static final long SEED = 8305;

    /** Less than 60 bytes for each of the races of ten minutes; in a short run most of it is classes and compiled code. */
    private static final long HEAP_SLACK = 6_000_000;

    private static final long HEAP_SLACK_OF_A_SHORT_RUN = 25_000_000;

    private static final int SLACK = 2;

    private final Duration whole = duration();
    private final Duration warmUp =
            whole.dividedBy(5).compareTo(LONGEST_WARM_UP) < 0 ? whole.dividedBy(5) : LONGEST_WARM_UP;
    private final Duration pause =
            whole.dividedBy(4).compareTo(LONGEST_BETWEEN_PROGRESS) < 0 ? whole.dividedBy(4) : LONGEST_BETWEEN_PROGRESS;
    private final long start = System.nanoTime();

    private static Duration duration() {
        long minutes = Long.getLong("happyconnect.soak.minutes", 0);
        return minutes == 0 ? BRIEFLY : Duration.ofMinutes(minutes);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void nothingGrowsHangsOrFailsOtherwiseThanDocumented() throws Exception {
        int descriptorsBefore = Figures.openDescriptors();
        List<Figures> flat = new ArrayList<>();
        try (Neighbourhood neighbourhood = new Neighbourhood()) {
            try (Crowd crowd = new Crowd(neighbourhood, SEED)) {
                waitUntil(warmUp);
                flat.add(look(crowd));
                while (elapsed().compareTo(whole) < 0) {
                    Duration next = elapsed().plus(pause);
                    waitUntil(next.compareTo(whole) < 0 ? next : whole);
                    flat.add(look(crowd));
                }
                assertThat(Dump.ofTheDeadlocked()).isEmpty();
            }
            waitForTheEndOf("happy-connect");
            assertThat(Dump.ofOurThreads()).as("after close").isEmpty();
        }
        assertFlat(flat);
        assertThat(Figures.openDescriptors())
                .as("descriptors after all")
                .isLessThanOrEqualTo(descriptorsBefore + SLACK);
    }

    private Figures look(Crowd crowd) throws InterruptedException {
        Figures figures = crowd.whileNothingGoesOn(elapsed());
        System.out.println("soak: " + figures + "; " + crowd.progress());
        if (crowd.surprise() != null) {
            throw new AssertionError("not as documented", crowd.surprise());
        }
        return figures;
    }

    private void waitUntil(Duration time) {
        for (Duration left = time.minus(elapsed()); left.compareTo(Duration.ZERO) > 0; left = time.minus(elapsed())) {
            LockSupport.parkNanos(left.toNanos());
        }
    }

    private static void waitForTheEndOf(String name) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Figures.liveThreads().stream().anyMatch(thread -> thread.startsWith(name))
                && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void assertFlat(List<Figures> figures) {
        Figures first = figures.get(0);
        for (Figures later : figures) {
            assertThat(later.descriptors())
                    .as(later + ", at first " + first)
                    .isLessThanOrEqualTo(first.descriptors() + SLACK);
            assertThat(later.threads())
                    .as(later + ", at first " + first)
                    .hasSizeLessThanOrEqualTo(first.threads().size() + SLACK);
        }
        double growth = slope(figures)
                * (figures.get(figures.size() - 1).at().toNanos() - first.at().toNanos());
        long slack = whole.compareTo(BRIEFLY) > 0 ? HEAP_SLACK : HEAP_SLACK_OF_A_SHORT_RUN;
        System.out.printf("soak: the heap's trend is %+.1f MB over the whole%n", growth / 1e6);
        assertThat(growth).as("growth of the heap, in bytes: " + figures).isLessThan(slack);
    }

    /** Bytes per nanosecond, by least squares. */
    private static double slope(List<Figures> figures) {
        double time = figures.stream()
                .mapToLong(each -> each.at().toNanos())
                .average()
                .orElseThrow();
        double heap = figures.stream().mapToLong(Figures::heap).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (Figures each : figures) {
            double late = each.at().toNanos() - time;
            above += late * (each.heap() - heap);
            below += late * late;
        }
        return below == 0 ? 0 : above / below;
    }
}
