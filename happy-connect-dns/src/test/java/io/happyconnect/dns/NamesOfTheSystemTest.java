package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.dns.observe.LookupReport;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** Files, search lists and the cache, with a real server. */
@LeaksNothing(withinMillis = 15_000)
class NamesOfTheSystemTest {

    private static final String IPV6 = "IPv6 [2001:db8:0:0:0:0:0:1]";
    private static final String IPV4 = "IPv4 [192.0.2.1]";

    /** Hears everything. */
    private static final class Listener implements DnsListener {
        final LinkedBlockingQueue<LookupReport> reports = new LinkedBlockingQueue<>();
        final List<CacheUse> uses = new CopyOnWriteArrayList<>();

        @Override
        public void lookedUp(LookupReport report) {
            reports.add(report);
        }

        @Override
        public void cacheUsed(CacheUse use) {
            uses.add(use);
        }

        LookupReport next() throws InterruptedException {
            LookupReport report = reports.poll(20, TimeUnit.SECONDS);
            assertThat(report).as("a report within 20 s").isNotNull();
            return report;
        }
    }

    @TempDir
    Path directory;

    private final Listener listener = new Listener();
    private DnsServer server;

    @BeforeEach
    void open() throws IOException {
        server = new DnsServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private DnsResolverBuilder builder() {
        return DnsResolver.builder()
                .resolvConf(directory.resolve("resolv.conf"))
                .hostsFile(directory.resolve("hosts"))
                .servers(List.of(server.address()))
                .timeout(Duration.ofSeconds(10))
                .connectivity(family -> true)
                .listener(listener);
    }

    private static HeardAnswers resolve(DnsResolver resolver, String host) throws InterruptedException {
        var answers = new HeardAnswers();
        resolver.resolve(Target.of(host, 443), answers);
        return answers.await();
    }

    private void both(String name) {
        server.zone.aaaa(name, "2001:db8::1").a(name, "192.0.2.1");
    }

    @Test
    void theHostsFileIsAskedFirstAndNobodyElse() throws Exception {
        Files.writeString(directory.resolve("hosts"), "192.0.2.1 db.example db\n");
        try (var resolver = builder().build()) {
            var answers = new HeardAnswers();

            resolver.resolve(Target.of("DB.example.", 443), answers);

            assertThat(answers.words).containsExactly("IPv6 []", IPV4, "done");
            assertThat(server.asked).isEmpty();
        }
    }

    @Test
    void localhostAndWhatIsBelowItIsAskedOfNobody() throws Exception {
        try (var resolver = builder().build()) {
            for (String name : List.of("localhost", "LOCALHOST.", "a.b.localhost")) {
                assertThat(resolve(resolver, name).words)
                        .containsExactly("IPv6 [0:0:0:0:0:0:0:1]", "IPv4 [127.0.0.1]", "done");
            }
            assertThat(server.asked).isEmpty();
            Files.writeString(directory.resolve("hosts"), "127.0.0.9 localhost\n");
        }
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "localhost").words).containsExactly("IPv6 []", "IPv4 [127.0.0.9]", "done");
        }
    }

    @Test
    void aRelativeNameIsTriedWithTheSearchList() throws Exception {
        Files.writeString(directory.resolve("resolv.conf"), "search a.example b.example c.example\n");
        both("db.c.example");
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "db").words).containsExactlyInAnyOrder(IPV6, IPV4, "done");
            assertThat(server.questions().subList(0, 2)).containsExactly("AAAA db.a.example", "A db.a.example");
            assertThat(server.questions().subList(2, 8))
                    .containsExactlyInAnyOrder(
                            "AAAA db.b.example",
                            "A db.b.example",
                            "AAAA db.c.example",
                            "A db.c.example",
                            "AAAA db",
                            "A db");
        }
    }

    @Test
    void anAbsoluteNameIsNot() throws Exception {
        Files.writeString(directory.resolve("resolv.conf"), "search a.example\n");
        both("db.a.example");
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "db.").words).containsExactly("failed: db: no such name (NXDOMAIN)", "done");
            // The answer to one may come before the other has been read by the server.
            assertThat(server.questions()).isNotEmpty().allMatch(question -> question.endsWith(" db"));
        }
    }

    @Test
    void aFailureNamesWhatWasTried() throws Exception {
        Files.writeString(directory.resolve("resolv.conf"), "search a.example\n");
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "db").words)
                    .containsExactly("failed: db: no such name (NXDOMAIN), db.a.example not found", "done");
        }
    }

    @Test
    void noAaaaAsksForNone() throws Exception {
        Files.writeString(directory.resolve("resolv.conf"), "options no-aaaa\n");
        both("www.example");
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "www.example").words).containsExactly("IPv6 []", IPV4, "done");
            assertThat(server.questions()).containsExactly("A www.example");
        }
    }

    @Test
    void useVcAsksOverTcpAtOnce() throws Exception {
        Files.writeString(directory.resolve("resolv.conf"), "options use-vc\n");
        both("www.example");
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "www.example").words).containsExactlyInAnyOrder(IPV6, IPV4, "done");
            assertThat(server.questions()).containsExactlyInAnyOrder("AAAA www.example tcp", "A www.example tcp");
        }
    }

    @Test
    void singleRequestAsksForAAfterTheAnswerForAaaa() throws Exception {
        Files.writeString(directory.resolve("resolv.conf"), "options single-request\n");
        both("www.example");
        server.zone.on("www.example", Type.AAAA).delayMillis = 100;
        try (var resolver = builder().build()) {
            resolve(resolver, "www.example");

            assertThat(server.asked.get(1).at() - server.asked.get(0).at())
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(99));
        }
    }

    @Test
    void resolvConfIsReadAgainAndWhatWasKeptForgotten() throws Exception {
        both("db.a.example");
        server.zone.aaaa("db.b.example", "2001:db8::2").a("db.b.example", "192.0.2.2");
        Path file = directory.resolve("resolv.conf");
        Files.writeString(file, "search a.example\n");
        try (var resolver = builder().build()) {
            assertThat(resolve(resolver, "db").words).contains(IPV4);
            assertThat(resolver.cacheSize()).isEqualTo(2);
            Files.writeString(file, "search b.example b2.example\n");

            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!resolve(resolver, "db").words.contains("IPv4 [192.0.2.2]")) {
                assertThat(System.nanoTime()).as("noticed within 20 s").isLessThan(until);
            }
            assertThat(resolver.cacheSize()).isEqualTo(2);
        }
    }

    @Test
    void aKeptAnswerIsGivenOnTheCallersThread() throws Exception {
        both("www.example");
        try (var resolver = builder().build()) {
            resolve(resolver, "www.example");
            var answers = new HeardAnswers();

            resolver.resolve(Target.of("www.example", 80), answers);

            assertThat(answers.words).containsExactly(IPV6, IPV4, "done");
            assertThat(server.asked).hasSize(2);
            assertThat(listener.uses).containsExactly(CacheUse.MISS, CacheUse.MISS, CacheUse.HIT, CacheUse.HIT);
        }
    }

    @Test
    void aNameThatDoesNotExistIsRememberedToo() throws Exception {
        try (var resolver = builder().build()) {
            resolve(resolver, "no.example");
            assertThat(listener.next().outcome()).isEqualTo(LookupOutcome.NO_SUCH_NAME);
            server.asked.clear();

            assertThat(resolve(resolver, "no.example").words).contains("done");
            // One of the two answers may still be on its way, but never both.
            assertThat(server.asked).isEmpty();
        }
    }

    @Test
    void whatIsBeingAskedIsNotAskedAgain() throws Exception {
        both("www.example");
        server.zone.on("www.example", Type.AAAA).delayMillis = 300;
        server.zone.on("www.example", Type.A).delayMillis = 300;
        try (var resolver = builder().build()) {
            var first = new HeardAnswers();
            resolver.resolve(Target.of("www.example", 443), first);
            var second = new HeardAnswers();
            resolver.resolve(Target.of("www.example", 80), second);

            assertThat(first.await().words).containsExactlyInAnyOrder(IPV6, IPV4, "done");
            assertThat(second.await().words).containsExactlyInAnyOrder(IPV6, IPV4, "done");
            assertThat(server.asked).hasSize(2);
            assertThat(listener.uses).containsExactly(CacheUse.MISS, CacheUse.MISS, CacheUse.SHARED, CacheUse.SHARED);
        }
    }

    /** RFC 8305 §5: keep processing replies for a second, to fill the cache. */
    @Test
    void anAnswerThatNobodyWaitsForAnyMoreStillFillsTheCache() throws Exception {
        both("www.example");
        server.zone.on("www.example", Type.A).delayMillis = 200;
        try (var resolver = builder().build()) {
            var answers = new HeardAnswers();
            Lookup lookup = resolver.resolve(Target.of("www.example", 443), answers);
            assertThat(listener.next().family()).hasToString("IPv6");
            lookup.cancel();
            assertThat(listener.next().outcome()).isEqualTo(LookupOutcome.ADDRESSES);
            server.asked.clear();

            assertThat(resolve(resolver, "www.example").words).containsExactly(IPV6, IPV4, "done");
            assertThat(server.asked).isEmpty();
            assertThat(answers.words).doesNotContain(IPV4);
        }
    }

    @Test
    void anAnswerThatTakesLongerIsGivenUp() throws Exception {
        both("www.example");
        server.zone.on("www.example", Type.AAAA).silent = true;
        server.zone.on("www.example", Type.A).silent = true;
        try (var resolver = builder().build()) {
            Lookup lookup = resolver.resolve(Target.of("www.example", 443), new HeardAnswers());
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (server.asked.isEmpty()) {
                assertThat(System.nanoTime()).as("asked within 20 s").isLessThan(until);
            }
            lookup.cancel();

            LookupReport report = listener.next();

            assertThat(report.outcome()).isEqualTo(LookupOutcome.CANCELLED);
            assertThat(report.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void anExpiredAnswerIsUsedWhileItIsAskedForAnew() throws Exception {
        both("www.example");
        try (var resolver = builder()
                .maxTtl(Duration.ofMillis(1))
                .staleTtl(Duration.ofMinutes(1))
                .build()) {
            resolve(resolver, "www.example");
            listener.next();
            listener.next();
            long expired = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
            while (System.nanoTime() < expired) {
                Thread.onSpinWait();
            }
            var answers = new HeardAnswers();

            resolver.resolve(Target.of("www.example", 443), answers);

            assertThat(answers.words).containsExactly(IPV6, IPV4, "done");
            assertThat(listener.uses).contains(CacheUse.STALE);
            assertThat(listener.next().outcome()).isEqualTo(LookupOutcome.ADDRESSES);
            assertThat(listener.next().outcome()).isEqualTo(LookupOutcome.ADDRESSES);
            assertThat(server.asked).hasSize(4);
        }
    }

    @Test
    void aListenerThatThrowsIsNotFelt() throws Exception {
        both("www.example");
        var broken = new DnsListener() {
            @Override
            public void lookedUp(LookupReport report) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void cacheUsed(CacheUse use) {
                throw new IllegalStateException("broken");
            }
        };
        try (var resolver = builder().listener(broken).build()) {
            assertThat(resolve(resolver, "www.example").words).containsExactlyInAnyOrder(IPV6, IPV4, "done");
        }
    }
}
