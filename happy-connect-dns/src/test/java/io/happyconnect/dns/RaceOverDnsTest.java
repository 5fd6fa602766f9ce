package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.happyconnect.HappyConnector;
import io.happyconnect.UnresolvedTargetException;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * RFC 8305 §3 on real sockets: a DNS server that delays, drops and fails, a connector, and an echo server for each family. What
 * must not happen earlier is exact; what must not happen later leaves a busy machine its time.
 */
@LeaksNothing(withinMillis = 15_000)
class RaceOverDnsTest {

    private static final String NAME = "www.example";

    /** For what should take a few milliseconds; no delay of the scenarios is as long. */
    private static final Duration SOON = Duration.ofMillis(1_500);

    @TempDir
    Path directory;

    private DnsServer dns;
    private EchoServer ipv4;
    private EchoServer ipv6;
    private int port;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(Loopback.hasIpv6(), "***** SKIPPED: this host has no IPv6 loopback address *****");
        dns = new DnsServer();
        dns.zone.aaaa(NAME, "::1").a(NAME, "127.0.0.1");
        ipv6 = new EchoServer(InetAddress.getByName("::1"), 0);
        port = ipv6.address().getPort();
        ipv4 = new EchoServer(InetAddress.getByName("127.0.0.1"), port);
    }

    @AfterEach
    void close() throws IOException {
        dns.close();
        ipv6.close();
        ipv4.close();
    }

    private RaceReport race(Connectivity connectivity) throws Exception {
        var report = new CompletableFuture<RaceReport>();
        var listener = new RaceListener() {
            @Override
            public void raceEnded(RaceReport ended) {
                report.complete(ended);
            }
        };
        try (DnsResolver resolver = resolver(connectivity);
                HappyConnector connector = HappyConnector.builder()
                        .resolver(resolver)
                        .connectivity(connectivity)
                        .listener(listener)
                        .build();
                Socket socket = connector.connect(NAME, port)) {
            assertThat(socket.isConnected()).isTrue();
        }
        return report.get(10, TimeUnit.SECONDS);
    }

    private DnsResolver resolver(Connectivity connectivity) {
        return DnsResolver.builder()
                .resolvConf(directory.resolve("resolv.conf"))
                .hostsFile(directory.resolve("hosts"))
                .search(List.of())
                .servers(List.of(dns.address()))
                .connectivity(connectivity)
                .build();
    }

    private static AnswerReport answer(RaceReport report, AddressFamily family) {
        return report.answers().stream()
                .filter(answer -> answer.family() == family)
                .findFirst()
                .orElseThrow();
    }

    private static AttemptReport first(RaceReport report, AddressFamily family) {
        AttemptReport first = report.attempts().get(0);
        assertThat(first.candidate().family()).isEqualTo(family);
        return first;
    }

    private static Duration between(AnswerReport answer, AttemptReport attempt) {
        return attempt.startedAfter().minus(answer.after());
    }

    /** RFC 8305 §3: "clients SHOULD NOT wait for both families of answers to return". */
    @Test
    void ipv6StartsWithItsAnswerWhenAIsNeverAnswered() throws Exception {
        dns.zone.on(NAME, Type.A).silent = true;

        RaceReport report = race(family -> true);

        AttemptReport first = first(report, AddressFamily.IPV6);
        assertThat(between(answer(report, AddressFamily.IPV6), first)).isBetween(Duration.ZERO, SOON);
        assertThat(report.answers()).hasSize(1);
        assertThat(report.elapsed()).isLessThan(SOON.multipliedBy(2));
    }

    @Test
    void ipv6WithinTheResolutionDelayGoesFirstWhenItComes() throws Exception {
        dns.zone.on(NAME, Type.AAAA).delayMillis = 20;

        RaceReport report = race(family -> true);

        // A busy machine may deliver the answer after the delay; then IPv4 was right to start, and not before its time.
        Duration late = answer(report, AddressFamily.IPV4).after().plusMillis(50);
        if (!report.attempts().get(0).startedAfter().minus(late).isNegative()) {
            return;
        }
        AttemptReport first = first(report, AddressFamily.IPV6);
        assertThat(first.startedAfter()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(between(answer(report, AddressFamily.IPV6), first)).isBetween(Duration.ZERO, SOON);
    }

    @Test
    void ipv4StartsAfterTheResolutionDelayWhenAaaaIsNeverAnswered() throws Exception {
        dns.zone.on(NAME, Type.AAAA).silent = true;

        RaceReport report = race(family -> true);

        AttemptReport first = first(report, AddressFamily.IPV4);
        assertThat(between(answer(report, AddressFamily.IPV4), first))
                .isBetween(Duration.ofMillis(50), SOON.plusMillis(50));
    }

    @Test
    void anErrorForAaaaEndsTheResolutionDelay() throws Exception {
        dns.zone.on(NAME, Type.AAAA).rcode = Rcode.SERVFAIL;
        dns.zone.on(NAME, Type.AAAA).delayMillis = 10;

        RaceReport report = race(family -> true);

        AttemptReport first = first(report, AddressFamily.IPV4);
        assertThat(first.startedAfter()).isGreaterThanOrEqualTo(Duration.ofMillis(10));
        assertThat(between(answer(report, AddressFamily.IPV6), first)).isLessThan(SOON);
        assertThat(Objects.requireNonNull(answer(report, AddressFamily.IPV6).failure()))
                .hasMessageContaining("SERVFAIL");
    }

    @Test
    void aDelayedFiveSecondsDoesNotAffectGoodIpv6() throws Exception {
        dns.zone.on(NAME, Type.A).delayMillis = 5_000;

        RaceReport report = race(family -> true);

        first(report, AddressFamily.IPV6);
        assertThat(report.elapsed()).isLessThan(Duration.ofMillis(4_000));
    }

    /** v3 draft: a client asks for AAAA if it has IPv6 connectivity. */
    @Test
    void withoutARouteIpv6IsNeitherAskedForNorWaitedFor() throws Exception {
        RaceReport report = race(family -> family == AddressFamily.IPV4);

        AttemptReport first = first(report, AddressFamily.IPV4);
        assertThat(between(answer(report, AddressFamily.IPV4), first)).isBetween(Duration.ZERO, SOON);
        assertThat(dns.questions()).containsExactly("A www.example");
    }

    @Test
    void withoutARouteIpv4IsNeitherAskedForNorWaitedFor() throws Exception {
        first(race(family -> family == AddressFamily.IPV6), AddressFamily.IPV6);

        assertThat(dns.questions()).containsExactly("AAAA www.example");
    }

    @Test
    void aNameThatDoesNotExistSaysSo() {
        assertThatExceptionOfType(UnresolvedTargetException.class)
                .isThrownBy(() -> connect("nothing.example"))
                .withMessage("no address to connect to for nothing.example: no such name (NXDOMAIN)");
    }

    @Test
    void aNameWithoutAddressesSaysSo() {
        dns.zone.on("empty.example", Type.MX);

        assertThatExceptionOfType(UnresolvedTargetException.class)
                .isThrownBy(() -> connect("empty.example"))
                .withMessage("no address to connect to for empty.example: the name has no addresses");
    }

    @Test
    void failingServersAreNamed() {
        dns.zone.on("broken.example", Type.A).rcode = Rcode.SERVFAIL;
        dns.zone.on("broken.example", Type.AAAA).rcode = Rcode.REFUSED;
        String server = "server 127.0.0.1:" + dns.address().getPort();

        assertThatExceptionOfType(UnresolvedTargetException.class)
                .isThrownBy(() -> connect("broken.example"))
                .withMessage("no address to connect to for broken.example: IPv4: " + server
                        + " answered SERVFAIL; IPv6: " + server + " answered REFUSED");
    }

    private void connect(String host) throws IOException {
        try (DnsResolver resolver = resolver(family -> true);
                HappyConnector connector =
                        HappyConnector.builder().resolver(resolver).build()) {
            connector.connect(host, port).close();
        }
    }

    @Test
    void namesAreIdnaAndLiteralsAreAskedOfNobody() throws Exception {
        dns.zone.aaaa("xn--mnchen-3ya.example", "::1").a("xn--mnchen-3ya.example", "127.0.0.1");

        connect("M\u00fcnchen.example");
        connect("127.0.0.1");
        connect("[::1]");

        assertThat(dns.questions()).containsExactly("AAAA xn--mnchen-3ya.example", "A xn--mnchen-3ya.example");
    }
}
