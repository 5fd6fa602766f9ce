package io.happyconnect.dns;

import static io.happyconnect.dns.Asking.resolve;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** What one good server answers, or fails to. */
@LeaksNothing(withinMillis = 15_000)
class DnsResolverTest {

    private static final String NAME = "www.example";

    private Asking asking;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        asking = new Asking(directory);
    }

    @Test
    void bothFamiliesAreAskedForAaaaFirst() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.aaaa(NAME, "2001:db8::1", "2001:db8::2").a(NAME, "192.0.2.1");

            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.words)
                    .containsExactlyInAnyOrder(
                            "IPv6 [2001:db8:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:2]", "IPv4 [192.0.2.1]", "done")
                    .endsWith("done");
            assertThat(server.questions()).containsExactly("AAAA www.example", "A www.example");
        }
    }

    @Test
    void theFirstAnswerDoesNotWaitForTheSecond() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.A).delayMillis = 300;

            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.words).containsExactly("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
        }
    }

    @Test
    void aNameThatDoesNotExistIsOneFailure() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.words).containsExactly("failed: www.example: no such name (NXDOMAIN)", "done");
            assertThat(((NameLookupException) heard.failures.get(0)).outcome()).isEqualTo(LookupOutcome.NO_SUCH_NAME);
        }
    }

    @Test
    void aNameThatDoesNotExistInOneFamilyIsReachedByTheOtherAlsoFromTheCache() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.A).delayMillis = 100;
            server.zone.on(NAME, Type.AAAA).rcode = Rcode.NXDOMAIN;

            assertThat(resolve(resolver, NAME).words).containsExactly("IPv6 []", "IPv4 [192.0.2.1]", "done");
            assertThat(resolve(resolver, NAME).words).containsExactly("IPv6 []", "IPv4 [192.0.2.1]", "done");
            assertThat(server.questions()).hasSize(2);
        }
    }

    @Test
    void aNameWithoutAddressesOfAFamilyIsAnEmptyAnswer() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.a(NAME, "192.0.2.1");

            assertThat(resolve(resolver, NAME).words).containsExactlyInAnyOrder("IPv6 []", "IPv4 [192.0.2.1]", "done");
        }
    }

    @Test
    void thatThereIsNothingIsKeptForAWhileWithoutAnSoaToo() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.AAAA).withoutSoa = true;

            resolve(resolver, NAME);

            assertThat(resolver.cacheSize()).isEqualTo(2);
        }
    }

    @Test
    void whatDoesNotAnswerTheQuestionIsIgnored() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.AAAA).before = new byte[] {1, 2, 3};
            server.zone.on(NAME, Type.A).before = new byte[600];

            assertThat(resolve(resolver, NAME).words)
                    .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
        }
    }

    @Test
    void nothingButGarbageIsNoAnswer() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server)
                        .timeout(Duration.ofMillis(100))
                        .attempts(1)
                        .build()) {
            server.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.AAAA).before = new byte[] {1, 2, 3};
            server.zone.on(NAME, Type.AAAA).onlyGarbage = true;

            assertThat(resolve(resolver, NAME).words)
                    .containsExactlyInAnyOrder(
                            "IPv4 [192.0.2.1]",
                            "IPv6 failed: www.example: no answer from server 127.0.0.1:"
                                    + server.address().getPort(),
                            "done");
        }
    }

    @Test
    void anAnswerThatWasCutShortIsAskedForOverTcp() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.A).truncated = true;

            assertThat(resolve(resolver, NAME).words)
                    .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
            assertThat(server.questions())
                    .containsExactlyInAnyOrder("AAAA www.example", "A www.example", "A www.example tcp");
        }
    }

    @Test
    void aHundredAddressesComeInOrder() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            String[] addresses =
                    IntStream.range(1, 101).mapToObj(i -> "2001:db8::" + i).toArray(String[]::new);
            server.zone.aaaa(NAME, addresses).a(NAME, "192.0.2.1");

            // 100 AAAA records are 2.8 KB, more than a datagram of ours may have.
            assertThat(resolve(resolver, NAME).words)
                    .anyMatch(word -> word.startsWith("IPv6") && word.split(",").length == 100);
            assertThat(server.questions()).contains("AAAA www.example tcp");
        }
    }

    @Test
    void fortyAddressesFitIntoADatagramOfOurs() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            String[] addresses =
                    IntStream.range(1, 41).mapToObj(i -> "2001:db8::" + i).toArray(String[]::new);
            server.zone.aaaa(NAME, addresses).a(NAME, "192.0.2.1");

            // 40 AAAA records are 1.1 KB: too much without EDNS.
            resolve(resolver, NAME);

            assertThat(server.questions()).containsExactly("AAAA www.example", "A www.example");
        }
    }

    @Test
    void aliasesAreFollowedWithinAndBeyondOneAnswer() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.cname(NAME, "alias.example").cname("alias.example", "host.example");
            server.zone.aaaa("host.example", "2001:db8::1").a("host.example", "192.0.2.1");
            server.zone.on(NAME, Type.AAAA).records.add(Zone.alias("alias.example", "host.example"));
            server.zone.on(NAME, Type.AAAA).records.add(Zone.address("host.example", Type.AAAA, "2001:db8::1", 300));

            assertThat(resolve(resolver, NAME).words)
                    .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
            assertThat(server.questions())
                    .containsExactlyInAnyOrder(
                            "AAAA www.example", "A www.example", "A alias.example", "A host.example");
        }
    }

    @Test
    void aliasesThatLeadBackToThemselvesAreAFailure() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.cname(NAME, "alias.example").cname("alias.example", NAME);
            server.zone.on(NAME, Type.AAAA).records.add(Zone.alias("alias.example", NAME));

            HeardAnswers heard = resolve(resolver, NAME);

            assertThat(heard.failures)
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure).hasMessageContaining("aliases lead back to themselves"));
        }
    }

    @Test
    void aChainOfAliasesMayBeLongButNotEndless() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            for (int i = 0; i < 32; i++) {
                server.zone
                        .on("c0.example", Type.A)
                        .records
                        .add(Zone.alias("c" + i + ".example", "c" + (i + 1) + ".example"));
            }
            server.zone.on("c0.example", Type.A).records.add(Zone.address("c32.example", Type.A, "192.0.2.1", 300));
            for (int i = 0; i < 33; i++) {
                server.zone
                        .on("d0.example", Type.A)
                        .records
                        .add(Zone.alias("d" + i + ".example", "d" + (i + 1) + ".example"));
            }
            server.zone.on("d0.example", Type.A).records.add(Zone.address("d33.example", Type.A, "192.0.2.1", 300));

            assertThat(resolve(resolver, "c0.example").words).contains("IPv4 [192.0.2.1]");
            assertThat(resolve(resolver, "d0.example").failures)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure).hasMessageContaining("too far"));
        }
    }

    @Test
    void recordsThatNobodyAskedForAreNotTaken() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.aaaa(NAME, "2001:db8::1").a(NAME, "192.0.2.1");
            server.zone.on(NAME, Type.A).records.add(Zone.address("bank.example", Type.A, "192.0.2.66", 300));

            assertThat(resolve(resolver, NAME).words).contains("IPv4 [192.0.2.1]");
            assertThat(resolve(resolver, "bank.example").words).doesNotContain("IPv4 [192.0.2.66]");
        }
    }

    @Test
    void aLookupThatIsCancelledSaysNothingMore() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.on(NAME, Type.AAAA).silent = true;
            server.zone.on(NAME, Type.A).silent = true;
            var answers = new HeardAnswers();

            resolver.resolve(Target.of(NAME, 443), answers).cancel();
            resolver.close();

            assertThat(resolve(resolver, "other.example").words)
                    .containsExactly("failed: other.example: the resolver is closed", "done");
            assertThat(answers.words).isEmpty();
        }
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server).build()) {
            server.zone.on(NAME, Type.AAAA).silent = true;
            server.zone.on(NAME, Type.A).silent = true;
            var answers = new HeardAnswers();
            resolver.resolve(Target.of(NAME, 443), answers);

            resolver.close();

            assertThat(answers.await().words)
                    .containsExactly(
                            "IPv6 failed: www.example: the resolver is closed",
                            "IPv4 failed: www.example: the resolver is closed",
                            "done");
        }
    }

    @Test
    void closingEndsASearchToo() throws Exception {
        try (var server = new DnsServer();
                var resolver = asking.servers(server)
                        .search(List.of("a.example", "b.example"))
                        .build()) {
            server.zone.on("db.a.example", Type.AAAA).silent = true;
            server.zone.on("db.a.example", Type.A).silent = true;
            var answers = new HeardAnswers();
            resolver.resolve(Target.of("db", 443), answers);

            resolver.close();

            assertThat(answers.await().words)
                    .containsExactly(
                            "IPv6 failed: db: the resolver is closed",
                            "IPv4 failed: db: the resolver is closed",
                            "done");
        }
    }

    @Test
    void noThreadIsLeftAfterFiveIdleSeconds() throws IOException, InterruptedException {
        try (var server = new DnsServer()) {
            server.zone.a(NAME, "192.0.2.1");
            // Not closed: the check after each test of this class waits for the thread to end by itself.
            resolve(asking.servers(server).build(), NAME);
        }
    }
}
