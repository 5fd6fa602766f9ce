package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DNS server that other people wrote: Debian's dnsmasq, started by the test, without its service. */
class DnsmasqTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");

    @TempDir
    static Path directory;

    private static Process dnsmasq;
    private static DnsResolver resolver;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        boolean installed = Files.isExecutable(PROGRAM);
        if (!installed) {
            System.out.println(
                    "***** SKIPPED: DnsmasqTest, because " + PROGRAM + " is not installed (dnsmasq-base) *****");
        }
        assumeTrue(installed);
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file",
                "--user=" + System.getProperty("user.name"),
                "--no-resolv",
                "--no-hosts",
                "--local=/example/",
                "--port=" + port,
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--edns-packet-max=4096",
                "--host-record=www.example,192.0.2.1,2001:db8::1",
                "--host-record=old.example,192.0.2.2",
                "--host-record=db.corp.example,192.0.2.3,2001:db8::3",
                "--cname=alias.example,www.example"));
        for (int i = 1; i <= 100; i++) {
            command.add("--host-record=many.example,192.0.2." + i + ",2001:db8::" + i);
        }
        dnsmasq = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        resolver = DnsResolver.builder()
                .servers(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .hostsFile(directory.resolve("hosts"))
                .resolvConf(directory.resolve("resolv.conf"))
                .search(List.of("corp.example"))
                .connectivity(family -> true)
                .timeout(Duration.ofSeconds(2))
                .build();
        awaitServer();
    }

    /** A port that is free for TCP as well: dnsmasq wants both. */
    private static int freePort() throws IOException {
        try (var stream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var datagrams = new DatagramSocket(stream.getLocalPort(), InetAddress.getLoopbackAddress())) {
            return datagrams.getLocalPort();
        }
    }

    private static void awaitServer() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!resolve("www.example").failures.isEmpty()) {
            assertThat(System.nanoTime())
                    .as("dnsmasq should answer, but says %s", Files.readString(directory.resolve("log")))
                    .isLessThan(until);
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (dnsmasq != null) {
            resolver.close();
            dnsmasq.destroy();
            dnsmasq.waitFor();
        }
    }

    private static HeardAnswers resolve(String host) throws InterruptedException {
        var answers = new HeardAnswers();
        resolver.resolve(Target.of(host, 443), answers);
        return answers.await();
    }

    @Test
    void bothFamiliesAreFound() throws InterruptedException {
        assertThat(resolve("WWW.example").words)
                .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
    }

    @Test
    void aliasesAreFollowed() throws InterruptedException {
        assertThat(resolve("alias.example").words)
                .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:1]", "IPv4 [192.0.2.1]", "done");
    }

    @Test
    void aFamilyThatIsMissingIsAnEmptyAnswer() throws InterruptedException {
        assertThat(resolve("old.example").words).containsExactlyInAnyOrder("IPv6 []", "IPv4 [192.0.2.2]", "done");
    }

    @Test
    void aNameThatDoesNotExistSaysSo() throws InterruptedException {
        HeardAnswers heard = resolve("nothing.example.");

        assertThat(heard.words).containsExactly("failed: nothing.example: no such name (NXDOMAIN)", "done");
        assertThat(((NameLookupException) heard.failures.get(0)).outcome()).isEqualTo(LookupOutcome.NO_SUCH_NAME);
    }

    @Test
    void theSearchListIsTried() throws InterruptedException {
        assertThat(resolve("db").words)
                .containsExactlyInAnyOrder("IPv6 [2001:db8:0:0:0:0:0:3]", "IPv4 [192.0.2.3]", "done");
    }

    @Test
    void aHundredAddressesOfEachFamilyComeOverTcp() throws InterruptedException {
        assertThat(resolve("many.example").words)
                .filteredOn(word -> word.startsWith("IPv"))
                .hasSize(2)
                .allMatch(word -> word.split(",").length == 100);
    }
}
