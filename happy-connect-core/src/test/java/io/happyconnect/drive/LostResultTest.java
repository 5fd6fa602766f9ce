package io.happyconnect.drive;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something fails after a race was decided and before its result was told: whoever waits for it gets it all the same. */
@LeaksNothing
class LostResultTest {

    private static final long MILLI = 1_000_000L;

    private final SelectorLoop loop =
            new SelectorLoop("lost", new LoopThread.Pace(5 * MILLI, 5_000 * MILLI, 5_000 * MILLI), Platform.SYSTEM);
    private final CompletableFuture<ChannelResult> told = new CompletableFuture<>();
    private LoopbackHost good;
    private LoopbackHost slow;

    @BeforeEach
    void open() throws IOException {
        good = LoopbackHost.builder().echoing(ipv4(1)).open();
        slow = LoopbackHost.builder().blackHole(ipv4(2)).echoing(ipv4(3)).open();
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        good.close();
        slow.close();
    }

    /** Runs tasks at once, but for some calls, which fail as in a process that can have no more threads. */
    private static final class Failing implements Executor {

        private final AtomicInteger calls = new AtomicInteger();
        private final int first;
        private final int last;

        Failing(int first, int last) {
            this.first = first;
            this.last = last;
        }

        @Override
        public void execute(Runnable task) {
            int call = calls.incrementAndGet();
            if (call >= first && call <= last) {
                throw new InternalError("unable to create native thread");
            }
            task.run();
        }
    }

    private static List<Candidate> candidates(LoopbackHost host) {
        List<Candidate> candidates = new ArrayList<>();
        host.addresses().forEach(address -> candidates.add(new AddressCandidate(address, host.port())));
        return candidates;
    }

    private void start(
            Executor executor, RaceListener listener, Resolver resolver, @Nullable List<Candidate> known, int port) {
        RacePlan plan = new RacePlan(
                Target.of("lost.test", port),
                known,
                resolver,
                null,
                RaceSettings.builder()
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .build(),
                Duration.ofSeconds(60).toNanos(),
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                cancel -> {});
        RaceTrack track = new RaceTrack(
                new RaceStarts("lost", new AtomicLong(), Platform.SYSTEM),
                listener,
                executor,
                loop,
                new SocketLimit(10));
        new AsyncChannelRace(plan, track, told::complete).start();
    }

    private void start(Executor executor, RaceListener listener, LoopbackHost host) {
        start(executor, listener, (target, answers) -> Lookup.ended(), candidates(host), host.port());
    }

    private void assertWon() throws Exception {
        SocketChannel channel = told.get(20, TimeUnit.SECONDS).channel();
        assertThat(channel).isNotNull();
        try (channel) {
            assertThat(channel.isConnected()).isTrue();
            assertThat(channel.isBlocking()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 25})
    void itIsToldWhenTheExecutorWorksAgain(int failures) throws Exception {
        start(new Failing(1, failures), RaceListener.NONE, slow);
        assertWon();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 25})
    void soAreTheEventsBeforeIt(int lastFailure) throws Exception {
        Queue<RaceReport> heard = new ConcurrentLinkedQueue<>();
        RaceListener listener = new RaceListener() {
            @Override
            public void raceEnded(RaceReport report) {
                heard.add(report);
            }
        };
        // The first two tell what happens before this thread lets go of the race.
        start(new Failing(3, lastFailure), listener, slow);
        assertWon();
        assertThat(heard).singleElement().isSameAs(told.join().report());
    }

    @Test
    void aResolverThatBringsTheWinnerHearsNothingOfIt() throws Exception {
        CompletableFuture<Answers> asked = new CompletableFuture<>();
        Resolver resolver = (target, answers) -> {
            asked.complete(answers);
            return Lookup.ended();
        };
        start(new Failing(1, 3), RaceListener.NONE, resolver, null, good.port());
        asked.join().found(candidates(good));
        assertWon();
    }
}
