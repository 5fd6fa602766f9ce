package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names, resolvers and servers that mean no good cost a bounded amount of work and memory, and leave nothing behind. */
@LeaksNothing
@Timeout(120)
class HostilePeerTest {

    private static final int MANY = 10_000;

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
                HappyConnector connector = HappyConnector.builder()
                        .resolver(Names.all(addresses))
                        .attemptTimeout(Duration.ofSeconds(20))
                        .connectTimeout(Duration.ofSeconds(60))
                        .build()) {
            IOException failure = catchThrowableOfType(
                    IOException.class,
                    () -> connector.connect("many.test", port.address().getPort()));
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
            try (HappyConnector connector = HappyConnector.builder()
                            .resolver(Names.all(addresses))
                            .connectTimeout(Duration.ofSeconds(60))
                            .build();
                    Socket socket =
                            connector.connect("many.test", server.address().getPort())) {
                assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            }
        }
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
    void answersThatNeverStopAreNotHeardForEver() throws Exception {
        AtomicLong told = new AtomicLong();
        AtomicBoolean stopped = new AtomicBoolean();
        try (BlackHole silent = new BlackHole(ipv4(3), 0);
                HappyConnector connector = HappyConnector.builder()
                        .resolver(endless(silent.address().getPort(), told, stopped))
                        .connectTimeout(Duration.ofMillis(1_500))
                        .build()) {
            IOException failure = catchThrowableOfType(
                    IOException.class,
                    () -> connector.connect("endless.test", silent.address().getPort()));
            RaceReport report = ((ConnectFailure) failure).report();

            assertThat(told).hasValueGreaterThan(1_000);
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
                HappyConnector connector = HappyConnector.builder()
                        .resolver(Names.all(List.of(ipv4(4))))
                        .build()) {
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
            int connected = 0;
            for (int i = 0; i < 200; i++) {
                try (Socket socket = connector.connect("rude.test", server.getLocalPort())) {
                    connected++;
                    socket.setSoTimeout(10_000);
                    try {
                        assertThat(socket.getInputStream().read()).isEqualTo(-1);
                    } catch (SocketException reset) {
                        assertThat(reset).hasMessageContaining("reset");
                    }
                }
            }
            assertThat(connected).isEqualTo(200);
            server.close();
            rude.join();
        }
    }

    @Test
    void aServerThatAcceptsNobodyHoldsUpNoConnect() throws Exception {
        try (ServerSocket lazy = new ServerSocket(0, 50, ipv4(5));
                HappyConnector connector = HappyConnector.builder()
                        .resolver(Names.all(List.of(ipv4(5))))
                        .build()) {
            for (int i = 0; i < 20; i++) {
                connector.connect("lazy.test", lazy.getLocalPort()).close();
            }
        }
    }

    @Test
    void aNameOf253CharactersIsLookedUpAndOneOf254IsNot() {
        String label = "a".repeat(63) + ".";
        String longest = label.repeat(3) + "b".repeat(61);
        assertThat(longest).hasSize(253);
        try (HappyConnector connector =
                HappyConnector.builder().resolver(Names.all(List.of())).build()) {
            assertThatThrownBy(() -> connector.connect(longest, 80))
                    .isInstanceOf(UnresolvedTargetException.class)
                    .hasMessageContaining(longest);
            assertThatThrownBy(() -> connector.connect(longest + "b", 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("too long: 254 characters");
            assertThatThrownBy(() -> connector.connect("c".repeat(1_000_000), 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(1_000));
        }
    }

    @Test
    void noPortOfGarbageIsAPort() {
        try (HappyConnector connector =
                HappyConnector.builder().resolver(Names.all(List.of())).build()) {
            for (int port : new int[] {0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> connector.connect("a.test", port))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("port");
            }
            for (String service : List.of(
                    "",
                    "0",
                    "65536",
                    "00080",
                    "+80",
                    "-1",
                    "80 ",
                    " 80",
                    "8O",
                    "0x50",
                    "８０",
                    "80\r\nHost: b.test",
                    "1e3")) {
                assertThatThrownBy(() -> connector.connect("a.test", service))
                        .as(service)
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
            }
        }
    }

    @Test
    void whatLooksLikeAHeaderGetsIntoNoMessageReportOrLog() {
        String forged = "b.test\r\nX-Admin: yes\u001b[2J\u202e\u0000";
        Resolver forging = (target, answers) -> {
            answers.failed(AddressFamily.IPV6, new IOException(forged));
            answers.failed(AddressFamily.IPV4, new UnknownHostException("a.test: " + forged));
            answers.done();
            return Lookup.ended();
        };
        try (HappyConnector connector =
                HappyConnector.builder().resolver(forging).build()) {
            for (String host :
                    List.of(forged, "a.test\r\nHost: b.test", "a.test\nb", "a%0d%0a.test", "a.test\t", "<b>.test")) {
                assertThatThrownBy(() -> connector.connect(host, 80))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown -> assertClean(thrown.getMessage()));
                assertThatThrownBy(() -> Target.parse(host + ":80"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown -> assertClean(thrown.getMessage()));
            }
            UnresolvedTargetException failure =
                    catchThrowableOfType(UnresolvedTargetException.class, () -> connector.connect("a.test", 80));
            assertClean(failure.getMessage());
            assertClean(failure.report().summary());
            failure.report().format().lines().forEach(HostilePeerTest::assertClean);
            assertThat(failure.report().format()).doesNotContain("\nX-Admin");
        }
    }

    private static void assertClean(String line) {
        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\u202e]");
    }
}
