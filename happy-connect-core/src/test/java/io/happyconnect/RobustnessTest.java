package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Foreign code throws, blocks, returns nonsense or lies, and one race, its caller and the other races come to no harm. */
class RobustnessTest {

    @FunctionalInterface
    private interface Connect {
        @Nullable
        Socket connect() throws IOException;
    }

    private static class Way implements DialableCandidate {
        private final Connect connect;
        private final Runnable cancel;

        Way(Connect connect, Runnable cancel) {
            this.connect = connect;
            this.cancel = cancel;
        }

        @Override
        public @Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return true;
        }

        @Override
        public Dial newDial() {
            return new Dial() {
                @Override
                public Socket connect() throws IOException {
                    return connect.connect();
                }

                @Override
                public void cancel() {
                    cancel.run();
                }
            };
        }
    }

    private static Way way(Connect connect) {
        return new Way(connect, () -> {});
    }

    private static HappyConnectorBuilder builder(Candidate... candidates) {
        return HappyConnector.builder()
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(Duration.ofSeconds(4))
                .preferredFamily(AddressFamily.IPV4)
                .resolver(Names.bringing(candidates));
    }

    private static Duration time(FutureTask<?> task) throws Exception {
        long start = System.nanoTime();
        new Thread(task).start();
        task.get(30, TimeUnit.SECONDS);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Socket open(EchoServer server) throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    @Test
    void theFilterSeesTheAddressThatIsDialled() throws IOException {
        try (ServerSocket internal = new ServerSocket(0, 5, InetAddress.getLocalHost());
                HappyConnector connector = HappyConnector.builder()
                        .addressFilter(address -> !address.isLoopbackAddress() && !address.isSiteLocalAddress())
                        .build()) {
            assertThatThrownBy(() -> connector
                            .connect("0.0.0.0", internal.getLocalPort())
                            .close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anErrorOfAListenerDoesNotKeepTheCallerFromItsSocket() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(
                                new AddressCandidate(ipv4(1), host.port()), new AddressCandidate(ipv4(2), host.port()))
                        .listener(new RaceListener() {
                            @Override
                            public void attemptEnded(RaceStart race, AttemptReport attempt) {
                                if (attempt.outcome() == AttemptOutcome.WON) {
                                    throw new StackOverflowError("a listener that recursed");
                                }
                            }
                        })
                        .build()) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                connector.connect("x.test", host.port()).close();
                return null;
            });
            assertThat(time(task)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void anErrorWhileCancellingALoserDoesNotLoseTheWinner() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = builder(
                                new AddressCandidate(ipv4(1), host.port()),
                                new Way(
                                        () -> {
                                            await(over);
                                            throw new IOException("cancelled");
                                        },
                                        () -> {
                                            over.countDown();
                                            throw new NoClassDefFoundError("com/example/Tunnel");
                                        }),
                                new AddressCandidate(ipv4(2), host.port()))
                        .build()) {
            assertThat(catchThrowable(
                            () -> connector.connect("x.test", host.port()).close()))
                    .isNull();
        }
    }

    @Test
    void aCandidateThatThrowsDoesNotStopTheRace() throws Exception {
        Candidate broken =
                new Way(
                        () -> {
                            throw new IOException("no");
                        },
                        () -> {}) {
                    @Override
                    public boolean isLoopback() {
                        throw new IllegalStateException("broken candidate");
                    }
                };
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = builder(
                                new AddressCandidate(ipv4(1), host.port()),
                                broken,
                                new AddressCandidate(ipv4(3), host.port()))
                        .build()) {
            assertThat(catchThrowable(
                            () -> connector.connect("x.test", host.port()).close()))
                    .isNull();
        }
    }

    @Test
    void aDialThatReturnsNullHasFailed() throws Exception {
        try (HappyConnector connector = builder(way(() -> null)).build()) {
            assertThat(catchThrowable(() -> connector.connect("x.test", 80)))
                    .isInstanceOf(ConnectFailedException.class);
        }
    }

    @Test
    void answersNeverThrowIntoAResolver() throws Exception {
        AtomicInteger thrown = new AtomicInteger();
        Resolver broken = (target, answers) -> {
            List<Candidate> found = new ArrayList<>();
            found.add(null);
            try {
                answers.found(found);
            } catch (RuntimeException e) {
                thrown.incrementAndGet();
            }
            answers.done();
            return Lookup.ended();
        };
        try (HappyConnector connector =
                HappyConnector.builder().resolver(broken).build()) {
            Throwable unused = catchThrowable(() -> connector.connect("x.test", 80));
        }
        assertThat(thrown).hasValue(0);
    }

    @Test
    void aCancelThatBlocksHoldsUpNoOtherRace() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .resolver((target, answers) -> {
                            answers.found(
                                    target.host().equals("bad.test")
                                            ? List.of(new Way(
                                                    () -> {
                                                        await(never);
                                                        return null;
                                                    },
                                                    () -> await(never)))
                                            : Names.candidates(target, host.addresses()));
                            answers.done();
                            return Lookup.ended();
                        })
                        .build()) {
            Thread bad = new Thread(() -> {
                Throwable unused = catchThrowable(() -> connector.connect(
                        Target.of("bad.test", 80), ConnectOptions.defaults().withTimeout(Duration.ofMillis(50))));
            });
            bad.setDaemon(true);
            bad.start();
            bad.join(500);
            FutureTask<Void> good = new FutureTask<>(() -> {
                connector.connect("good.test", host.port()).close();
                return null;
            });
            Thread caller = new Thread(good);
            caller.setDaemon(true);
            caller.start();
            good.get(2, TimeUnit.SECONDS);
        } finally {
            never.countDown();
        }
    }

    @Test
    void aLoserThatConnectsAfterTheEndIsCounted() throws Exception {
        RecordingListener listener = new RecordingListener();
        CountDownLatch won = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        try (EchoServer server = new EchoServer();
                LoopbackHost hole = LoopbackHost.builder().blackHole(ipv4(1)).open();
                HappyConnector connector = builder(
                                new AddressCandidate(ipv4(1), hole.port()),
                                way(() -> {
                                    await(won);
                                    Socket socket = open(server);
                                    returned.countDown();
                                    return socket;
                                }),
                                way(() -> open(server)))
                        .listener(listener)
                        .build()) {
            connector.connect("x.test", hole.port()).close();
            won.countDown();
            assertThat(returned.await(5, TimeUnit.SECONDS)).isTrue();
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (listener.discarded.get() == 0 && System.nanoTime() - patience < 0) {
                Thread.onSpinWait();
            }
        }
        assertThat(listener.discarded).hasValue(1);
    }

    @Test
    void whatAProxySaysOfItsDescriptorsDoesNotEndTheRace() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(2)).open();
                HappyConnector connector = builder(
                                way(() -> {
                                    throw new IOException("proxy answered: Too many open files");
                                }),
                                new AddressCandidate(ipv4(2), host.port()))
                        .preferredFamily(AddressFamily.IPV6)
                        .build()) {
            assertThat(catchThrowable(
                            () -> connector.connect("x.test", host.port()).close()))
                    .isNull();
        }
    }

    @Test
    void aScopeThatDoesNotExistFailsAsEveryConnectDoes() {
        try (HappyConnector connector = HappyConnector.create()) {
            assertThat(catchThrowable(() -> connector.connect("fe80::1%nosuchif", 80)))
                    .isInstanceOf(ConnectFailure.class);
        }
    }

    @Test
    void closeEndsALookupToo() throws Exception {
        Names.Silent silent = new Names.Silent();
        HappyConnector connector = HappyConnector.builder()
                .resolver(silent)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        FutureTask<Throwable> lookup = new FutureTask<>(() -> catchThrowable(() -> connector.lookup("x.test")));
        new Thread(lookup).start();
        while (silent.lookups.get() == 0) {
            Thread.onSpinWait();
        }
        connector.close();
        assertThat(lookup.get(2, TimeUnit.SECONDS)).isInstanceOf(ConnectCancelledException.class);
    }

    @Test
    void anOptionThatASocketDoesNotHaveIsRefusedWhenConfigured() {
        assertThatThrownBy(() -> HappyConnector.builder().socketOption(StandardSocketOptions.IP_MULTICAST_TTL, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFailedLookupWithoutAMessageDoesNotSayNull() {
        assertThat(messageOf(new IOException())).doesNotContain("null");
    }

    @Test
    void aFailedLookupCannotForgeALogLine() {
        assertThat(messageOf(new IOException("bad\n2026-01-01 ERROR forged"))).doesNotContain("\n");
    }

    @Test
    void theDeadlineDoesNotSayThatAResolvedNameWasNotResolved() throws Exception {
        try (HappyConnector connector = HappyConnector.builder()
                .preferredFamily(AddressFamily.IPV6)
                .connectTimeout(Duration.ofMillis(40))
                .resolver((target, answers) -> {
                    answers.answered(AddressFamily.IPV4, Names.candidates(target, List.of(ipv4(1))));
                    return Lookup.ended();
                })
                .build()) {
            assertThatThrownBy(() -> connector.connect("x.test", 80)).hasMessageNotContaining("had not been resolved");
        }
    }

    private static String messageOf(IOException failure) {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver((target, answers) -> {
                    answers.failed(failure);
                    answers.done();
                    return Lookup.ended();
                })
                .build()) {
            return String.valueOf(
                    catchThrowable(() -> connector.connect("x.test", 80)).getMessage());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
