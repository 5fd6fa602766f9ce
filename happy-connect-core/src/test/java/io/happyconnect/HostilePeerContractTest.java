package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.Way.Connected;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What names, resolvers and servers that mean no good may cost, in every way to connect. */
@Timeout(120)
class HostilePeerContractTest extends EveryWay {

    private static final int MANY = 10_000;

    private Connected connect(HappyConnector connector, String host, int port) throws Exception {
        return way.connect(connector, Target.of(host, port), ConnectOptions.defaults());
    }

    private static InetAddress loopback(int number) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {127, (byte) (1 + (number >> 16)), (byte) (number >> 8), (byte) number});
    }

    /** Loopback in a scope: the kernel does not mind which, and the addresses are different. */
    private static InetAddress ipv6(int scope) throws UnknownHostException {
        return Inet6Address.getByAddress(null, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, scope);
    }

    private static long families(RaceReport report, AddressFamily family) {
        return report.attempts().stream()
                .filter(attempt -> attempt.candidate().family() == family)
                .count();
    }

    /** Hands candidates to a race without ever stopping, until the race tells it to. */
    private static Resolver endless(int port, AtomicLong told, AtomicBoolean stopped) {
        return (target, answers) -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            Thread flood = new Thread(() -> {
                Random random = new Random(7);
                while (!cancelled.get()) {
                    try {
                        List<Candidate> next = new ArrayList<>();
                        for (int i = 0; i < 10; i++) {
                            next.add(new AddressCandidate(loopback(random.nextInt(1 << 22)), port));
                        }
                        answers.found(next);
                        answers.failed(new IOException("and another thing"));
                        told.addAndGet(2);
                    } catch (UnknownHostException e) {
                        throw new AssertionError(e);
                    }
                }
                stopped.set(true);
            });
            flood.start();
            return () -> {
                cancelled.set(true);
                try {
                    flood.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
        };
    }

    @Test
    void tenThousandAddressesOfANameAreNotAllTried() throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            addresses.add(ipv6(i + 1));
        }
        for (int i = 0; i < MANY; i++) {
            addresses.add(loopback(i));
        }
        try (RefusingPort port = new RefusingPort();
                HappyConnector connector = builder()
                        .resolver(Names.all(addresses))
                        .attemptTimeout(Duration.ofSeconds(20))
                        .connectTimeout(Duration.ofSeconds(60))
                        .build()) {
            IOException failure = catchThrowableOfType(
                    IOException.class,
                    () -> connect(connector, "many.test", port.address().getPort()));
            RaceReport report = ((ConnectFailure) failure).report();

            // Both families have their share though thousands of the one came first.
            assertThat(families(report, AddressFamily.IPV6)).isEqualTo(500);
            assertThat(families(report, AddressFamily.IPV4)).isEqualTo(500);
            assertThat(report.format().lines().count()).isLessThan(100);
            assertThat(report.summary()).hasSizeLessThan(400);
        }
    }

    @Test
    void anAddressAfterFourHundredRefusalsIsStillReached() throws Exception {
        try (EchoServer server = new EchoServer(ipv4(2), 0)) {
            List<InetAddress> addresses = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                addresses.add(loopback(i));
            }
            addresses.add(ipv4(2));
            try (HappyConnector connector = builder()
                            .resolver(Names.all(addresses))
                            .connectTimeout(Duration.ofSeconds(60))
                            .build();
                    Connected connected =
                            connect(connector, "many.test", server.address().getPort())) {
                assertThat(connected.remote().getAddress()).isEqualTo(ipv4(2));
            }
        }
    }

    @Test
    void answersThatNeverStopAreNotHeardForEver() throws Exception {
        AtomicLong told = new AtomicLong();
        AtomicBoolean stopped = new AtomicBoolean();
        try (BlackHole silent = new BlackHole(ipv4(3), 0);
                HappyConnector connector = builder()
                        .resolver(endless(silent.address().getPort(), told, stopped))
                        .connectTimeout(Duration.ofMillis(1_500))
                        .build()) {
            IOException failure = catchThrowableOfType(
                    IOException.class,
                    () -> connect(connector, "endless.test", silent.address().getPort()));
            RaceReport report = ((ConnectFailure) failure).report();

            assertThat(told).hasValueGreaterThan(900); // the answer that ends the race may be the last
            assertThat(stopped).isTrue();
            assertThat(report.answers()).hasSizeLessThanOrEqualTo(1_000);
            assertThat(report.answers().stream()
                            .map(AnswerReport::candidates)
                            .mapToInt(List::size)
                            .sum())
                    .isBetween(500, 1_000);
            assertThat(failure.getSuppressed()).hasSizeLessThan(2_000);
            assertThat(report.format().lines().count()).isLessThan(100);
        }
    }

    @Test
    void aServerThatAcceptsAndClosesAtOnceIsAConnectionThatEnds() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 200, ipv4(4));
                HappyConnector connector =
                        builder().resolver(Names.all(List.of(ipv4(4)))).build()) {
            Thread rude = new Thread(() -> {
                try {
                    for (int i = 0; ; i++) {
                        Socket accepted = server.accept();
                        if (i % 2 == 0) {
                            accepted.setSoLinger(true, 0); // a reset instead of an end
                        }
                        accepted.close();
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            rude.start();
            int ended = 0;
            for (int i = 0; i < 200; i++) {
                try (Connected connection = connect(connector, "rude.test", server.getLocalPort())) {
                    ended++;
                    try {
                        assertThat(connection.echo(1)).isEqualTo(-1);
                    } catch (IOException lost) {
                        assertThat(lost.getMessage()).matches(".*(reset|pipe|abort).*");
                    }
                } catch (ConnectFailedException failed) {
                    // A channel may hear of the reset before it hears that it was connected.
                    assertThat(way).isNotEqualTo(Way.SOCKET);
                    assertThat(failed.report().attempts().get(0).cause()).isEqualTo(FailureCause.CONNECTION_RESET);
                    ended++;
                }
            }
            assertThat(ended).isEqualTo(200);
            server.close();
            rude.join();
        }
    }

    @Test
    void aServerThatAcceptsNobodyHoldsUpNoConnect() throws Exception {
        try (ServerSocket lazy = new ServerSocket(0, 50, ipv4(5));
                HappyConnector connector =
                        builder().resolver(Names.all(List.of(ipv4(5)))).build()) {
            for (int i = 0; i < 20; i++) {
                connect(connector, "lazy.test", lazy.getLocalPort()).close();
            }
        }
    }

    @Test
    void aNameOf253CharactersIsLookedUpAndOneOf254IsNot() {
        String label = "a".repeat(63) + ".";
        String longest = label.repeat(3) + "b".repeat(61);
        assertThat(longest).hasSize(253);
        try (HappyConnector connector = builder().resolver(Names.all(List.of())).build()) {
            assertThatThrownBy(() -> connect(connector, longest, 80))
                    .isInstanceOf(UnresolvedTargetException.class)
                    .hasMessageContaining(longest);
            assertThatThrownBy(() -> connect(connector, longest + "b", 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too long: 254 characters");
            assertThatThrownBy(() -> connect(connector, "c".repeat(1_000_000), 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(1_000));
        }
    }
}
