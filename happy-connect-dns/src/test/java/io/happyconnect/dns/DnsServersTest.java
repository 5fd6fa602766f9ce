package io.happyconnect.dns;

import static io.happyconnect.dns.Asking.resolve;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.testsupport.LeaksNothing;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Which server is asked, and what becomes of those that are silent or fail. */
@LeaksNothing(withinMillis = 15_000)
class DnsServersTest {

    private static final String NAME = "www.example";

    private Asking asking;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        asking = new Asking(directory);
    }

    @Test
    void aFailingServerIsNamed() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.AAAA).rcode = Rcode.SERVFAIL;

            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.words)
                    .contains("IPv6 failed: www.example: server 127.0.0.1:"
                            + server.address().getPort() + " answered SERVFAIL");
            assertThat(((NameLookupException) heard.failures.get(0)).outcome()).isEqualTo(LookupOutcome.SERVER_FAILURE);
        }
    }

    @Test
    void aSilentServerIsNamed() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server)
                        .timeout(Duration.ofMillis(50))
                        .attempts(2)
                        .build()) {
            server.zone.on(NAME, Type.AAAA).silent = true;
            server.zone.on(NAME, Type.A).silent = true;

            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.words)
                    .contains("IPv6 failed: www.example: no answer from server 127.0.0.1:"
                            + server.address().getPort());
            assertThat(server.questions()).hasSize(4);
            assertThat(((NameLookupException) heard.failures.get(0)).outcome()).isEqualTo(LookupOutcome.TIMED_OUT);
        }
    }

    @Test
    void aPortWhereNobodyListensIsNotWaitedFor() throws Exception {
        InetSocketAddress nobody;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        try (var resolver =
                asking.servers(List.of(nobody)).timeout(Duration.ofMinutes(1)).build()) {
            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.words).anyMatch(word -> word.contains("cannot be asked"));
            assertThat(((NameLookupException) heard.failures.get(0)).outcome()).isEqualTo(LookupOutcome.UNREACHABLE);
        }
    }

    @Test
    void theNextServerIsAskedAfterAnError() throws Exception {
        try (var failing = new DnsServer();
                var good = new DnsServer();
                var resolver = asking.servers(failing, good)
                        .timeout(Duration.ofMinutes(1))
                        .build()) {
            failing.zone.on(NAME, Type.AAAA).rcode = Rcode.REFUSED;
            failing.zone.on(NAME, Type.A).rcode = Rcode.SERVFAIL;
            good.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");

            assertThat(resolve(resolver, NAME).words)
                    .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
        }
    }

    @Test
    void aSilentServerIsAskedLastFromThenOn() throws Exception {
        try (var silent = new DnsServer();
                var good = new DnsServer();
                var resolver = asking.servers(silent, good)
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            silent.zone.on(NAME, Type.AAAA).silent = true;
            silent.zone.on(NAME, Type.A).silent = true;
            good.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            good.zone.aaaa("other.example", "2001:db8::2").a("other.example", "192.0.2.2");

            resolve(resolver, NAME);
            silent.asked.clear();

            assertThat(resolve(resolver, "other.example").words)
                    .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:2]", "IPv4 [192.0.2.2]", "done");
            assertThat(silent.asked).isEmpty();
        }
    }

    @Test
    void aServerThatComesBackIsUsedAgain() throws Exception {
        InetSocketAddress address;
        try (var first = new DnsServer()) {
            address = first.address();
        }
        try (var resolver =
                asking.servers(List.of(address)).timeout(Duration.ofSeconds(1)).build()) {
            assertThat(resolve(resolver, NAME).failures).isNotEmpty();
            try (var back = new DnsServer("127.0.0.1", address.getPort())) {
                back.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");

                assertThat(resolve(resolver, NAME).failures).isEmpty();
            }
        }
    }

    @Test
    void aServerThatRefusesEdnsIsAskedWithout() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.refusesEdns = true;
            server.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");

            assertThat(resolve(resolver, NAME).words)
                    .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
            assertThat(server.questions()).hasSize(4);
        }
    }

    @Test
    void aServerBeyondIpv6IsAskedBeforeThoseBeforeIt() throws Exception {
        try (var ipv4 = new DnsServer();
                var ipv6 = new DnsServer("::1", 0);
                var resolver = asking.servers(ipv4, ipv6).build()) {
            ipv4.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            ipv6.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");

            resolve(resolver, NAME);

            assertThat(ipv6.questions()).hasSize(2);
            assertThat(ipv4.questions()).isEmpty();
        }
    }

    @Test
    void theOrderOfServersIsKeptOnRequest() throws Exception {
        try (var ipv4 = new DnsServer();
                var ipv6 = new DnsServer("::1", 0);
                var resolver =
                        asking.servers(ipv4, ipv6).ipv6ServersFirst(false).build()) {
            ipv4.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");

            resolve(resolver, NAME);

            assertThat(ipv4.questions()).hasSize(2);
            assertThat(ipv6.questions()).isEmpty();
        }
    }
}
