package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which thread runs what the application has supplied: the calling one, the resolver's, or that of its executor for callbacks. */
@LeaksNothing
class ThreadsOfForeignCodeTest {

    private static final String CALLER = "caller";
    private static final String RESOLVER = "resolver";
    private static final String CALLBACK = "callback";

    private final ExecutorService resolving = Executors.newSingleThreadExecutor(task -> new Thread(task, RESOLVER));
    private final ExecutorService calling = Executors.newSingleThreadExecutor(task -> new Thread(task, CALLBACK));
    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
    private final CountDownLatch attempted = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final String nameBefore = Thread.currentThread().getName();
    private LoopbackHost host;

    @BeforeEach
    void open() throws IOException {
        Thread.currentThread().setName(CALLER);
        host = LoopbackHost.builder()
                .echoing(ipv4(1))
                .echoing(ipv4(2))
                .blackHole(ipv4(3))
                .open();
    }

    @AfterEach
    void close() throws Exception {
        Thread.currentThread().setName(nameBefore);
        for (ExecutorService each : List.of(resolving, calling)) {
            each.shutdown();
            assertThat(each.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        host.close();
    }

    @Test
    void anAnswerThatComesLaterToAnAsyncRaceIsFilteredByTheResolverAndSortedWhereCallbacksRun() throws Exception {
        connectAsync(later(asked, ipv4(1), ipv4(2)), new Order(false));

        assertRan("filter", RESOLVER);
        assertRan("order", CALLBACK);
        assertRan("listener", CALLBACK);
    }

    @Test
    void anAnswerThatComesAtOnceToAnAsyncRaceIsFilteredAndSortedByTheCaller() throws Exception {
        connectAsync(Names.all(List.of(ipv4(1), ipv4(2))), new Order(false));

        assertRan("filter", CALLER);
        assertRan("order", CALLER);
        assertRan("listener", CALLBACK);
    }

    @Test
    void anOrderThatNeverWaitsRunsOnTheThreadOfTheResolver() throws Exception {
        connectAsync(later(asked, ipv4(1), ipv4(2)), new Order(true));

        assertRan("order", RESOLVER);
    }

    @Test
    void whatACallerOfConnectChannelWaitsForItSortsItself() throws Exception {
        try (HappyConnector connector =
                builder(later(asked, ipv4(1), ipv4(2)), new Order(false)).build()) {
            asked.countDown();
            connector.connectChannel("threads.test", host.port()).close();
        }
        assertRan("filter", RESOLVER);
        assertRan("order", CALLER);
    }

    @Test
    void whatComesWhileACallerOfConnectChannelIsBlockedIsSortedWhereCallbacksRun() throws Exception {
        Resolver inTwoSteps = (target, answers) -> {
            answers.found(Names.candidates(target, List.of(ipv4(3))));
            return later(attempted, ipv4(1), ipv4(2)).resolve(target, answers);
        };
        try (HappyConnector connector = builder(inTwoSteps, new Order(false)).build()) {
            connector.connectChannel("threads.test", host.port()).close();
        }
        assertRan("filter", CALLER, RESOLVER);
        assertRan("order", CALLER, CALLBACK);
        assertThat(seen.get("listener"))
                .as("the beginning and the end at least")
                .contains(CALLER);
    }

    @Test
    void aPlainConnectRunsNothingThere() throws Exception {
        Resolver inTwoSteps = (target, answers) -> {
            answers.found(Names.candidates(target, List.of(ipv4(3))));
            return later(attempted, ipv4(1), ipv4(2)).resolve(target, answers);
        };
        try (HappyConnector connector = builder(inTwoSteps, new Order(false)).build()) {
            connector.connect("threads.test", host.port()).close();
        }
        assertThat(seen.keySet()).contains("filter", "order", "listener", "options");
        assertThat(seen.values()).allSatisfy(threads -> assertThat(threads).doesNotContain(CALLBACK));
    }

    private void connectAsync(Resolver resolver, AddressOrder order) throws Exception {
        try (HappyConnector connector = builder(resolver, order).build()) {
            var future = connector.connectAsync(Target.of("threads.test", host.port()));
            asked.countDown();
            future.get(20, TimeUnit.SECONDS).close();
        }
    }

    private HappyConnectorBuilder builder(Resolver resolver, AddressOrder order) {
        return HappyConnector.builder()
                .resolver(resolver)
                .addressOrder(order)
                .addressFilter(address -> ran("filter"))
                .targetOptions(target -> {
                    ran("options");
                    return ConnectOptions.defaults();
                })
                .listener(new Listener())
                .connectionAttemptDelay(Duration.ofMillis(20))
                .resolutionDelay(Duration.ZERO) // the first attempt is the caller's and not for a timer
                .callbackExecutor(calling);
    }

    /** Answers on a thread of its own, when it is let. */
    private Resolver later(CountDownLatch when, InetAddress... addresses) {
        return (target, answers) -> {
            resolving.execute(() -> {
                await(when);
                answers.found(Names.candidates(target, List.of(addresses)));
                answers.done();
            });
            return Lookup.ended();
        };
    }

    private boolean ran(String what) {
        return seen.computeIfAbsent(what, key -> new ConcurrentSkipListSet<>())
                        .add(Thread.currentThread().getName())
                || true;
    }

    private void assertRan(String what, String... threads) {
        assertThat(seen.get(what)).as(what).containsExactlyInAnyOrder(threads);
        assertThat(seen.get("options")).containsExactly(CALLER);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Order implements AddressOrder {

        private final boolean neverWaits;

        Order(boolean neverWaits) {
            this.neverWaits = neverWaits;
        }

        @Override
        public List<Candidate> sort(List<Candidate> candidates) {
            ran("order");
            return candidates;
        }

        @Override
        public boolean neverWaits() {
            return neverWaits;
        }
    }

    private final class Listener implements RaceListener {

        @Override
        public void raceStarted(RaceStart race) {
            ran("listener");
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            ran("listener");
            attempted.countDown();
        }

        @Override
        public void raceEnded(RaceReport report) {
            ran("listener");
        }
    }
}
