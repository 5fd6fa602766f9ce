package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a plan made for many races must not keep, mix up or believe. */
@LeaksNothing
class ReadyPlanConditionsTest {

    private static final List<InetAddress> TWO = List.of(ipv4(1), ipv4(2));

    private final RememberedNames names = new RememberedNames(TWO);
    private final Order order = new Order();

    /** Counts, and does what a test wants meanwhile. */
    private static final class Order implements AddressOrder {

        int sorts;
        int bases;
        boolean waits;
        Object basis = "constant";
        Runnable sorting = () -> {};
        Runnable preparing = () -> {};

        @Override
        public List<Candidate> sort(List<Candidate> candidates) {
            sorts++;
            sorting.run();
            List<Candidate> sorted = new ArrayList<>(candidates);
            if (basis.equals(true)) {
                Collections.reverse(sorted);
            }
            return sorted;
        }

        @Override
        public void prepare(List<? extends Candidate> candidates) {
            preparing.run();
        }

        @Override
        public Object basis() {
            bases++;
            return basis;
        }

        @Override
        public boolean neverWaits() {
            return !waits;
        }
    }

    private HappyConnector connector(List<InetAddress> addresses) {
        return HappyConnector.builder()
                .resolver(new RememberedNames(addresses))
                .addressOrder(order)
                .build();
    }

    private static Resolver knowing(Function<Target, List<AddressCandidate>> known) {
        return new Resolver() {
            @Override
            public Lookup resolve(Target target, Answers answers) {
                answers.failed(new UnknownHostException("asked"));
                answers.done();
                return Lookup.ended();
            }

            @Override
            public List<AddressCandidate> known(Target target) {
                return known.apply(target);
            }
        };
    }

    @Test
    void whatTheFilterHasSeenIsWhatIsDialled() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(knowing(target -> firstPublicThenLoopback(target.port())))
                        .addressFilter(AddressPolicy.publicOnly())
                        .build()) {
            Throwable failure = catchThrowable(() -> connector.lookup("live.test"));
            Throwable connecting = catchThrowable(
                    () -> connector.connectChannel("live.test", host.port()).close());
            assertThat(failure).isInstanceOf(UnresolvedTargetException.class);
            assertThat(connecting).isInstanceOf(UnresolvedTargetException.class);
        }
    }

    /** A live view of something that changes while it is read. */
    private static List<AddressCandidate> firstPublicThenLoopback(int port) {
        return new AbstractList<>() {
            private int reads;

            @Override
            public AddressCandidate get(int index) {
                return new AddressCandidate(reads++ == 0 ? publicAddress() : ipv4(1), port);
            }

            @Override
            public Object[] toArray() {
                return new Object[] {new AddressCandidate(ipv4(1), port)};
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    private static InetAddress publicAddress() {
        try {
            return InetAddress.getByName("8.8.8.8");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** What a JDK proxy does, and a bean in a scope: it hands equals on to what is behind it at the moment. */
    @Test
    void aFilterBehindAProxyIsAskedEachTime() throws Exception {
        AddressFilter[] behind = {AddressFilter.acceptAll()};
        AddressFilter proxy = (AddressFilter) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AddressFilter.class},
                (self, method, arguments) -> method.invoke(behind[0], arguments));
        try (HappyConnector connector =
                HappyConnector.builder().resolver(names).addressFilter(proxy).build()) {
            assertThat(connector.lookup("proxy.test")).hasSize(2);
            behind[0] = AddressPolicy.publicOnly();
            assertThat(catchThrowable(() -> connector.lookup("proxy.test")))
                    .isInstanceOf(UnresolvedTargetException.class);
        }
    }

    @Test
    void errorsOfAnOrderThatPreparesAreNoneOfTheCallers() throws Exception {
        order.preparing = () -> {
            throw new StackOverflowError("prepare");
        };
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = connector(host.addresses())) {
            connector.connect("prepare.test", host.port()).close();
            connector.connectChannel("prepare.test", host.port()).close();
        }
    }

    @Test
    void aFutureIsReturnedWhateverAResolverKnows() throws Exception {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(knowing(target -> {
                    throw new StackOverflowError("known");
                }))
                .build()) {
            assertThat(connector.connectAsync("broken.test", 80))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(UnresolvedTargetException.class);
        }
    }

    @Test
    void aServiceThatOneCallerNamesIsNotToldForAnother() throws Exception {
        List<Optional<String>> services = new ArrayList<>();
        RaceListener listener = new RaceListener() {
            @Override
            public void raceStarted(RaceStart race) {
                services.add(race.target().service());
            }
        };
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(names)
                .listener(listener)
                .connectTimeout(Duration.ofMillis(200)) // whether anybody is there is of no interest
                .build()) {
            Target https = Target.of("service.test", "https");
            Target plain = Target.of("service.test", 443);
            var first = catchThrowable(() -> connector.connectChannel(https).close());
            var second = catchThrowable(
                    () -> connector.connectChannel("service.test", 443).close());
            var third = catchThrowable(() -> connector.connectChannel(https).close());
            var fourth = catchThrowable(() -> connector.connectChannel(plain).close());
            assertThat(services)
                    .as("%s, %s, %s, %s", first, second, third, fourth)
                    .containsExactly(Optional.of("https"), Optional.empty(), Optional.of("https"), Optional.empty());
        }
    }

    @Test
    void callersWithTimeoutsOfTheirOwnShareOnePlan() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = connector(host.addresses())) {
            Target target = Target.of("timeout.test", host.port());
            for (int i = 0; i < 20; i++) {
                connector.connectChannel("timeout.test", host.port()).close();
                connector
                        .connectChannel(target, ConnectOptions.defaults().withTimeout(Duration.ofSeconds(9 + i)))
                        .close();
            }
            assertThat(order.sorts).isOne();
        }
    }

    @Test
    void aCancellationIsForgottenWithItsCall() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = connector(host.addresses())) {
            WeakReference<Cancellation> used = useOne(connector, host.port());
            for (int i = 0; i < 200 && used.get() != null; i++) {
                System.gc();
                LockSupport.parkNanos(20_000_000L);
            }
            assertThat(used.get()).isNull();
        }
    }

    private static WeakReference<Cancellation> useOne(HappyConnector connector, int port) throws IOException {
        Cancellation cancellation = new Cancellation();
        connector
                .connectChannel(
                        Target.of("cancel.test", port),
                        ConnectOptions.defaults().withCancellation(cancellation))
                .close();
        return new WeakReference<>(cancellation);
    }

    @Test
    void whatWasSortedUnderABasisThatHasChangedMeanwhileIsNotKept() throws IOException {
        try (HappyConnector connector = connector(TWO)) {
            order.basis = false;
            order.sorting = () -> order.basis = true; // another thread, while this one sorts
            assertThat(connector.lookup("basis.test")).containsExactly(ipv4(2), ipv4(1));
            order.sorting = () -> {};
            order.basis = false;
            assertThat(connector.lookup("basis.test")).containsExactly(ipv4(1), ipv4(2));
        }
    }

    @Test
    void theTimeAnOrderTakesIsTimeOfTheRace() throws Exception {
        Duration pause = Duration.ofMillis(60);
        order.waits = true;
        order.preparing = () -> {
            long until = System.nanoTime() + pause.toNanos();
            while (System.nanoTime() - until < 0) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        };
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = connector(host.addresses())) {
            WonChannelRace won = connector.raceChannel(Target.of("slow.test", host.port()), ConnectOptions.defaults());
            won.channel().close();
            assertThat(won.report().attempts().get(0).startedAfter()).isGreaterThanOrEqualTo(pause);
        }
    }

    @Test
    void whatAnInterruptedThreadHasFoundIsNotKept() throws Exception {
        try (HappyConnector connector = connector(TWO)) {
            BlockedCall<Throwable> interrupted = BlockedCall.of(() -> {
                Thread.currentThread().interrupt();
                return catchThrowable(() -> connector.lookup("interrupted.test"));
            });
            assertThat(interrupted.result()).isInstanceOf(ConnectCancelledException.class);
            assertThat(order.sorts).isOne();
            connector.lookup("interrupted.test");
            connector.lookup("interrupted.test");
            assertThat(order.sorts).isEqualTo(2);
        }
    }

    @Test
    void whereThereIsNothingToSortTheOrderIsNotAskedWhatItGoesBy() throws IOException {
        try (HappyConnector nothing = HappyConnector.builder()
                        .resolver(knowing(target -> List.of()))
                        .addressOrder(order)
                        .build();
                HappyConnector one = connector(TWO.subList(0, 1))) {
            assertThat(catchThrowable(() -> nothing.lookup("unknown.test")))
                    .isInstanceOf(UnresolvedTargetException.class);
            assertThat(one.lookup("one.test")).hasSize(1);
            assertThat(one.lookup("one.test")).hasSize(1);
        }
        assertThat(order.bases).isZero();
        assertThat(order.sorts).isOne();
    }

    @Test
    void aUnixDomainSocketIsNotAName() {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(knowing(target -> List.of(new AddressCandidate(ipv4(1), 9))))
                .build()) {
            Target nowhere = Target.unix(Path.of("/nonexistent/happy-connect.sock"));
            assertThat(catchThrowable(() -> connector.connectChannel(nowhere).close()))
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            failed -> assertThat(failed.report().attempts())
                                    .singleElement()
                                    .extracting(AttemptReport::candidate)
                                    .isInstanceOf(UnixSocketCandidate.class));
        }
    }
}
