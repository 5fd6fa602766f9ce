package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What adapters to other libraries need: their own way to connect a socket, reports of won races, lookups with options. */
@LeaksNothing
@Timeout(30)
class AdapterHooksTest {

    private static HappyConnector connector(List<InetAddress> addresses) {
        return HappyConnector.builder().resolver(Names.all(addresses)).build();
    }

    @Test
    void aSocketConnectsTheWayItsFactoryWasGiven() throws IOException {
        List<Object> asked = new ArrayList<>();
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = connector(host.addresses())) {
            SocketConnect own = (remote, target, options) -> {
                asked.addAll(List.of(remote, target, options.timeout().orElseThrow()));
                assertThat(options.cancellation()).isPresent();
                return connector.connect(Target.of("one.test", host.port()), options);
            };
            try (Socket socket = connector.socketFactory(own).createSocket()) {
                socket.setTcpNoDelay(true);
                socket.connect(InetSocketAddress.createUnresolved("other.test", 7), 3_000);

                assertThat(socket.getInetAddress()).isEqualTo(ipv4(1));
                assertThat(socket.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            }
        }
        assertThat(asked)
                .containsExactly(
                        InetSocketAddress.createUnresolved("other.test", 7),
                        Target.of("other.test", 7),
                        Duration.ofSeconds(3));
    }

    @Test
    void aResolvedAddressIsTheOnlyOneInTheOptions() throws IOException {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(ipv4(1)).echoing(ipv4(2)).open();
                HappyConnector connector = connector(List.of(ipv4(1)));
                Socket socket = connector
                        .socketFactory((remote, target, options) -> connector.connect(target, options))
                        .createSocket(ipv4(2), host.port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
    }

    @Test
    void closingASocketCancelsItsOwnWayToConnect() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (HappyConnector connector = HappyConnector.create()) {
            Socket socket = connector
                    .socketFactory((remote, target, options) -> {
                        options.cancellation().orElseThrow().onCancel(cancelled::countDown);
                        connecting.countDown();
                        await(cancelled);
                        throw new IOException("gave up");
                    })
                    .createSocket();
            FutureTask<Throwable> connect = new FutureTask<>(() -> catchThrowableOfType(
                    IOException.class, () -> socket.connect(InetSocketAddress.createUnresolved("one.test", 7))));
            new Thread(connect, "connecting").start();
            connecting.await();

            socket.close();

            assertThat(connect.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Socket closed")
                    .hasRootCauseMessage("gave up");
        }
    }

    @Test
    void factoriesAreEqualIfTheirWaysToConnectAre() {
        record Way(String name) implements SocketConnect {
            @Override
            public Socket connect(InetSocketAddress remote, Target target, ConnectOptions options) {
                throw new AssertionError("nobody connects here");
            }
        }
        try (HappyConnector connector = HappyConnector.create()) {
            assertThat(connector.socketFactory(new Way("a")))
                    .isEqualTo(connector.socketFactory(new Way("a")))
                    .hasSameHashCodeAs(connector.socketFactory(new Way("a")))
                    .isNotEqualTo(connector.socketFactory(new Way("b")))
                    .isNotEqualTo(connector.socketFactory());
        }
    }

    @Test
    void aWonRaceTellsHowItWent() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = connector(host.addresses())) {
            WonRace won = connector.race(Target.of("two.test", host.port()), ConnectOptions.defaults());
            try (Socket socket = won.socket()) {
                assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
                assertThat(won.socket()).isSameAs(socket);
            }
            assertThat(won.report().attempts())
                    .extracting(attempt -> attempt.outcome())
                    .containsExactly(AttemptOutcome.FAILED, AttemptOutcome.WON);
        }
    }

    @Test
    void aLostRaceThrowsAsAConnectDoes() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder().refusing(ipv4(1)).open();
                HappyConnector connector = connector(host.addresses())) {
            assertThatThrownBy(() -> connector.race(Target.of("one.test", host.port()), ConnectOptions.defaults()))
                    .isInstanceOf(ConnectFailedException.class);
        }
    }

    @Test
    void aLookupFiltersAndOrdersAddressesThatItIsGiven() throws IOException {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(new Names.Silent())
                .addressFilter(address -> !address.equals(ipv4(2)))
                .build()) {
            List<InetAddress> given = List.of(ipv4(1), ipv4(2), ipv4(1), ipv4(3));

            assertThat(connector.lookup("any.test", ConnectOptions.defaults().withAddresses(given)))
                    .containsExactly(ipv4(1), ipv4(3));
            assertThatThrownBy(() -> connector.lookup(
                            "any.test", ConnectOptions.defaults().withAddresses(List.of(ipv4(2)))))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("filter");
        }
    }

    @Test
    void aLookupEndsWithItsTimeoutOrItsCancellation() throws Exception {
        Names.Silent silent = new Names.Silent();
        try (HappyConnector connector =
                HappyConnector.builder().resolver(silent).build()) {
            assertThatThrownBy(() -> connector.lookup(
                            "any.test", ConnectOptions.defaults().withTimeout(Duration.ofMillis(50))))
                    .isInstanceOf(ConnectTimeoutException.class);

            Cancellation cancellation = new Cancellation();
            FutureTask<List<InetAddress>> lookup = new FutureTask<>(
                    () -> connector.lookup("any.test", ConnectOptions.defaults().withCancellation(cancellation)));
            new Thread(lookup, "looking up").start();
            while (silent.lookups.get() < 2) {
                Thread.onSpinWait();
            }
            cancellation.cancel();

            assertThatThrownBy(() -> lookup.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(ConnectCancelledException.class);
            assertThat(silent.cancellations).hasValue(2);
        }
    }

    @Test
    void actionsOfACancellationRunOnceUnlessTheyAreForgotten() {
        List<String> ran = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        Runnable twice = () -> ran.add("twice");
        cancellation.onCancel(twice);
        cancellation.onCancel(twice);
        Cancellation.Registration forgotten = cancellation.onCancel(() -> ran.add("forgotten"));
        forgotten.undo();
        forgotten.undo();

        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(() -> ran.add("late"));

        assertThat(ran).containsExactly("twice", "twice", "late");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
