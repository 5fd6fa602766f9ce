package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.drive.SocketLimit.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SocketLimitTest {

    private final List<Integer> granted = new ArrayList<>();

    private Ticket queue(SocketLimit limit, boolean newcomer, int number) {
        return limit.queue(newcomer, () -> granted.add(number));
    }

    @Test
    void aQuarterIsKeptForRacesThatHaveTried() {
        SocketLimit limit = new SocketLimit(8);
        for (int i = 0; i < 6; i++) {
            assertThat(limit.tryAcquire(true)).isTrue();
        }
        assertThat(limit.tryAcquire(true)).isFalse();
        assertThat(limit.tryAcquire(false)).isTrue();
        assertThat(limit.tryAcquire(false)).isTrue();
        assertThat(limit.tryAcquire(false)).isFalse();
        assertThat(limit.inFlight()).isEqualTo(8);
    }

    @Test
    void oneOfTwoOrThreeIsKeptForRacesThatHaveTried() {
        for (int most = 2; most <= 3; most++) {
            SocketLimit limit = new SocketLimit(most);
            for (int i = 1; i < most; i++) {
                assertThat(limit.tryAcquire(true)).isTrue();
            }
            assertThat(limit.tryAcquire(true)).isFalse();
            assertThat(limit.tryAcquire(false)).isTrue();
            assertThat(limit.tryAcquire(false)).isFalse();
        }
    }

    @Test
    void aLimitOfOneIsOneForEverybody() {
        SocketLimit limit = new SocketLimit(1);
        assertThat(limit.tryAcquire(true)).isTrue();
        assertThat(limit.tryAcquire(false)).isFalse();
        limit.release();
        assertThat(limit.tryAcquire(false)).isTrue();
    }

    @Test
    void whoWaitsIsServedInOrderAndChallengersFirst() {
        SocketLimit limit = new SocketLimit(1);
        assertThat(limit.tryAcquire(true)).isTrue();
        Ticket first = queue(limit, true, 1);
        Ticket second = queue(limit, true, 2);
        Ticket challenger = queue(limit, false, 3);
        assertThat(first.take()).isFalse();
        limit.release();
        assertThat(granted).containsExactly(3);
        assertThat(challenger.take()).isTrue();
        assertThat(challenger.take()).isFalse();
        limit.release();
        assertThat(granted).containsExactly(3, 1);
        assertThat(first.take()).isTrue();
        limit.release();
        assertThat(second.take()).isTrue();
        assertThat(limit.inFlight()).isEqualTo(1);
    }

    @Test
    void nobodyOvertakesTheLine() {
        SocketLimit limit = new SocketLimit(4);
        for (int i = 0; i < 3; i++) {
            assertThat(limit.tryAcquire(true)).isTrue();
        }
        Ticket waiting = queue(limit, true, 1);
        assertThat(limit.tryAcquire(true)).isFalse();
        limit.release();
        assertThat(waiting.take()).isTrue();
        assertThat(limit.tryAcquire(true)).isFalse();
    }

    @Test
    void whoLeavesGivesTheSocketToTheNext() {
        SocketLimit limit = new SocketLimit(1);
        assertThat(limit.tryAcquire(true)).isTrue();
        Ticket gone = queue(limit, true, 1);
        Ticket grantedAndGone = queue(limit, true, 2);
        Ticket last = queue(limit, true, 3);
        gone.leave();
        limit.release();
        assertThat(granted).containsExactly(2);
        grantedAndGone.leave();
        assertThat(granted).containsExactly(2, 3);
        assertThat(last.take()).isTrue();
        last.leave();
        assertThat(limit.inFlight()).isEqualTo(1);
    }

    @Test
    void nobodyIsForgottenAndTheLimitHoldsWithManyThreads() throws Exception {
        SocketLimit limit = new SocketLimit(4);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger above = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean newcomer = i % 2 == 0;
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 5_000; j++) {
                    if (!limit.tryAcquire(newcomer)) {
                        CountDownLatch served = new CountDownLatch(1);
                        Ticket ticket = limit.queue(newcomer, served::countDown);
                        await(served);
                        assertThat(ticket.take()).isTrue();
                    }
                    above.addAndGet(limit.inFlight() > 4 ? 1 : 0);
                    limit.release();
                    done.incrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
        assertThat(done).hasValue(40_000);
        assertThat(above).hasValue(0);
        assertThat(limit.inFlight()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theDefaultIsThreeQuartersOfWhatTheProcessMayOpen() {
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             63432                63432                processes
                Max open files            %s                20000                files
                """;
        assertThat(DescriptorLimit.sockets(limits.formatted("1024"))).isEqualTo(768);
        assertThat(DescriptorLimit.sockets(limits.formatted("2"))).isEqualTo(2);
        assertThat(DescriptorLimit.sockets(limits.formatted("unlimited"))).isEqualTo(1_000_000);
        assertThat(DescriptorLimit.sockets(limits.formatted("what"))).isEqualTo(DescriptorLimit.UNKNOWN);
        assertThat(DescriptorLimit.sockets("")).isEqualTo(DescriptorLimit.UNKNOWN);
        assertThat(DescriptorLimit.defaultSocketsInFlight()).isPositive();
    }
}
