package io.happyconnect.drive;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Code of others may throw what it does not declare, as Kotlin and Lombok do: a winner is handed over all the same. */
@LeaksNothing
class UndeclaredTest {

    private static final long DELAY = 20_000_000L;

    private final SocketLimit limit = new SocketLimit(4);
    private LoopbackHost host;

    @BeforeEach
    void open() throws IOException {
        host = LoopbackHost.builder().echoing(ipv4(1)).open();
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T undeclared() throws T {
        throw (T) new IOException("undeclared");
    }

    private static void lookupThrows() {
        throw UndeclaredTest.<RuntimeException>undeclared();
    }

    private RacePlan plan(Lookup lookup, Candidate... candidates) {
        Resolver resolver = (target, answers) -> {
            answers.found(List.of(candidates));
            return lookup;
        };
        return new RacePlan(
                Target.of("undeclared.test", host.port()),
                null,
                resolver,
                null,
                RaceSettings.builder()
                        .connectionAttemptDelay(Duration.ofNanos(DELAY))
                        .build(),
                TimeUnit.SECONDS.toNanos(20),
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                RacePlan.NOBODY_CANCELS);
    }

    private Candidate good() {
        return new AddressCandidate(ipv4(1), host.port());
    }

    private static void assertWon(@Nullable Closeable won) throws IOException {
        assertThat(won).isNotNull();
        won.close();
    }

    private ChannelDriver channels(Executor executor) {
        return new ChannelDriver("undeclared", new AtomicLong(), RaceListener.NONE, executor, limit, DELAY);
    }

    @Test
    void aLookupThatIsCancelledAfterARaceOfChannels() throws Exception {
        try (ChannelDriver driver = channels(Runnable::run)) {
            assertWon(driver.connect(plan(UndeclaredTest::lookupThrows, good())).channel());
        }
    }

    @Test
    void aLookupThatIsCancelledAfterAnAsynchronousRace() throws Exception {
        CompletableFuture<ChannelResult> told = new CompletableFuture<>();
        try (ChannelDriver driver = channels(Runnable::run)) {
            driver.connectAsync(plan(UndeclaredTest::lookupThrows, good()), told::complete);
            assertWon(told.get(20, TimeUnit.SECONDS).channel());
        }
    }

    @Test
    void aLookupThatIsCancelledAfterARaceOfSockets() throws Exception {
        try (PlainSocketDriver driver =
                new PlainSocketDriver("undeclared", new AtomicLong(), RaceListener.NONE, limit, DELAY, () -> {})) {
            assertWon(driver.connect(plan(UndeclaredTest::lookupThrows, good())).socket());
        }
    }

    @Test
    void anExecutorThatTellsTheResult() throws Exception {
        CompletableFuture<ChannelResult> told = new CompletableFuture<>();
        try (LoopbackHost late = LoopbackHost.builder()
                        .blackHole(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                ChannelDriver driver = channels(task -> {
                    throw UndeclaredTest.<RuntimeException>undeclared();
                })) {
            Candidate silent = new AddressCandidate(ipv4(2), late.port());
            driver.connectAsync(
                    plan(Lookup.ended(), silent, new AddressCandidate(ipv4(3), late.port())), told::complete);
            assertWon(told.get(20, TimeUnit.SECONDS).channel());
        }
    }
}
