package io.happyconnect.dns.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {

    private static ResolvConf conf(String text) {
        return ResolvConf.parse(text, Surroundings.NONE);
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @Test
    void withoutAFileTheDefaultsAreThoseOfTheSystem() {
        ResolvConf conf = conf("");

        assertThat(conf.servers()).containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
        assertThat(conf.search()).isEmpty();
        assertThat(conf.ndots()).isEqualTo(1);
        assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(conf.attempts()).isEqualTo(2);
        assertThat(List.of(conf.rotate(), conf.useTcp(), conf.noAaaa(), conf.singleRequest(), conf.noTldQuery()))
                .containsOnly(false);
        assertThat(conf.reload()).isTrue();
    }

    @Test
    void everyServerOfTheFileIsAsked() throws UnknownHostException {
        assertThat(conf("nameserver 192.0.2.1\nnameserver\t2001:db8::53 # comment\nnameserver dns.example\n"
                                + "nameserver\nnameserver 192.0.2.300\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n")
                        .servers())
                .containsExactly(
                        new InetSocketAddress(address("192.0.2.1"), 53),
                        new InetSocketAddress(address("2001:db8::53"), 53),
                        new InetSocketAddress(address("192.0.2.2"), 53),
                        new InetSocketAddress(address("192.0.2.3"), 53));
    }

    @Test
    void linesThatSayNothingArePassedOver() {
        assertThat(conf("# nameserver 192.0.2.1\n; search x\n\n  \nsortlist 192.0.2.0\nnonsense\n"))
                .isEqualTo(conf(""));
    }

    @Test
    void theLastOfDomainAndSearchCounts() {
        assertThat(conf("domain x.example\nsearch a.example b.example a.example")
                        .search())
                .containsExactly("a.example", "b.example");
        assertThat(conf("search a.example\ndomain X.Example.").search()).containsExactly("x.example");
        assertThat(conf("search .").search()).isEmpty();
        assertThat(conf("search a.example\nsearch").search()).isEmpty();
    }

    @Test
    void theDomainOfTheHostIsSearchedIfNothingElseIsSaid() {
        var surroundings = new Surroundings("", "", "host.corp.example");

        assertThat(ResolvConf.parse("", surroundings).search()).containsExactly("corp.example");
        assertThat(ResolvConf.parse("search x", surroundings).search()).containsExactly("x");
        assertThat(ResolvConf.parse("", new Surroundings("", "", "host")).search())
                .isEmpty();
    }

    @Test
    void theEnvironmentHasTheLastWord() {
        var surroundings = new Surroundings("l.example m.example", "ndots:3 rotate", "host.corp.example");
        ResolvConf conf = ResolvConf.parse("search x\noptions ndots:2", surroundings);

        assertThat(conf.search()).containsExactly("l.example", "m.example");
        assertThat(conf.ndots()).isEqualTo(3);
        assertThat(conf.rotate()).isTrue();
    }

    @Test
    void optionsAddUp() {
        ResolvConf conf = conf("options rotate timeout:1 attempts:3\noptions use-vc no-aaaa single-request edns0"
                + " no-tld-query no-reload ndots:0");

        assertThat(List.of(conf.rotate(), conf.useTcp(), conf.noAaaa(), conf.singleRequest(), conf.noTldQuery()))
                .containsOnly(true);
        assertThat(conf.reload()).isFalse();
        assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(conf.attempts()).isEqualTo(3);
        assertThat(conf.ndots()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ndots:15, 15, 5, 2",
        "ndots:16, 15, 5, 2",
        "ndots:99999999999, 15, 5, 2",
        "ndots:-1, 1, 5, 2",
        "ndots:, 1, 5, 2",
        "timeout:0, 1, 1, 2",
        "timeout:30, 1, 30, 2",
        "timeout:31, 1, 30, 2",
        "attempts:0, 1, 5, 1",
        "attempts:5, 1, 5, 5",
        "attempts:6, 1, 5, 5",
        "attempts:x, 1, 5, 2"
    })
    void numbersAreKeptWithinTheLimitsOfTheSystem(String option, int ndots, long timeout, int attempts) {
        ResolvConf conf = conf("options " + option);

        assertThat(conf.ndots()).isEqualTo(ndots);
        assertThat(conf.timeout()).isEqualTo(Duration.ofSeconds(timeout));
        assertThat(conf.attempts()).isEqualTo(attempts);
    }

    @Test
    void aHostsFileHasNamesAndAliasesOfAllItsLines() throws UnknownHostException {
        HostsFile hosts = HostsFile.parse(
                "127.0.0.1 localhost\n# 192.0.2.9 db\n192.0.2.1\tDB.example db # db2\n"
                        + "2001:db8::1 db\n192.0.2.1 db\nnonsense db\n192.0.2.2\n192.0.2.3 192.0.2.4 b!d xn--mnchen-3ya.example\n");

        assertThat(hosts.addressesOf("db")).containsExactly(address("192.0.2.1"), address("2001:db8::1"));
        assertThat(hosts.addressesOf("db.example")).containsExactly(address("192.0.2.1"));
        assertThat(hosts.addressesOf("localhost")).containsExactly(address("127.0.0.1"));
        assertThat(hosts.addressesOf("xn--mnchen-3ya.example")).containsExactly(address("192.0.2.3"));
        assertThat(hosts.addressesOf("db2")).isEmpty();
        assertThat(hosts.addressesOf("192.0.2.4")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: files dns",
                "passwd: files\nhosts:\t\tfiles   dns # plain\nnetworks: files",
                "  hosts:files dns",
                "",
                "passwd: files ldap",
                "hosts: files mdns4_minimal [NOTFOUND=return] dns\nhosts: files dns"
            })
    void theHostsFileAndThenDnsIsPlain(String text) {
        assertThat(NameServiceSwitch.parse(text).isPlain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts: files mdns4_minimal [NOTFOUND=return] dns",
                "hosts: mymachines resolve [!UNAVAIL=return] files myhostname dns",
                "hosts: dns files",
                "hosts: files",
                "hosts: dns",
                "hosts:",
                "hosts: files [NOTFOUND=continue] dns",
                "hosts: files dns ldap",
                "hosts: files dns\nhosts: files resolve"
            })
    void anythingElseIsNot(String text) {
        assertThat(NameServiceSwitch.parse(text).isPlain()).isFalse();
    }

    @Test
    void aFileIsReadAgainOnceItHasChanged(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("hosts");
        long second = TimeUnit.SECONDS.toNanos(1);
        var file = new WatchedFile<>(path, HostsFile::parse);
        assertThat(file.current(0).addressesOf("a")).isEmpty();

        Files.writeString(path, "192.0.2.1 a\n");
        assertThat(file.current(second - 1).addressesOf("a")).isEmpty();
        HostsFile first = file.current(second);
        assertThat(first.addressesOf("a")).containsExactly(address("192.0.2.1"));
        assertThat(file.current(2 * second)).isSameAs(first);

        Files.writeString(path, "192.0.2.2 a\n");
        Files.setLastModifiedTime(path, FileTime.fromMillis(1));
        assertThat(file.current(3 * second).addressesOf("a")).containsExactly(address("192.0.2.2"));

        Files.delete(path);
        assertThat(file.current(4 * second).addressesOf("a")).isEmpty();
    }

    @Test
    void aFileOfAnyBytesIsRead(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("hosts");
        Files.write(
                path,
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n', '1', '9', '2', '.', '0', '.', '2', '.', '1', ' ', 'a'});

        assertThat(new WatchedFile<>(path, HostsFile::parse).current(0).addressesOf("a"))
                .hasSize(1);
        assertThat(new WatchedFile<>(directory, HostsFile::parse).current(0).addressesOf("a"))
                .isEmpty();
    }

    /** Nothing throws, whatever stands there, and what comes out keeps its promises. */
    @Test
    void anyTextCanBeParsed() {
        String[] words = {
            "nameserver",
            "search",
            "domain",
            "options",
            "hosts:",
            "files",
            "dns",
            "192.0.2.1",
            "2001:db8::1",
            "::",
            "fe80::1%eth0",
            "fe80::1%",
            "%",
            "[::1]",
            "ndots:",
            "ndots:5",
            "timeout:99",
            "attempts:-1",
            "a",
            "a.b",
            ".",
            "..",
            "a..b",
            "-",
            "#",
            ";",
            "[NOTFOUND=return]",
            "\u00fc.example",
            "\ud800",
            "\u0000",
            "x".repeat(300),
            "\t",
            " ",
            "\n",
            "\r\n",
            "\u2028",
            "1.2.3.4.5",
            "0x7f.1"
        };
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(
                        random.nextInt(5) == 0
                                ? String.valueOf((char) random.nextInt(0x10000))
                                : words[random.nextInt(words.length)]);
                text.append(random.nextInt(4) == 0 ? "\n" : " ");
            }
            parse(text.toString(), "seed " + seed);
        }
        for (int seed = 0; seed < 2_000; seed++) {
            byte[] bytes = new byte[new Random(seed).nextInt(200)];
            new Random(seed).nextBytes(bytes);
            parse(new String(bytes, StandardCharsets.ISO_8859_1), "bytes of seed " + seed);
        }
    }

    private static void parse(String text, String what) {
        ResolvConf conf = ResolvConf.parse(text, new Surroundings(text, text, text));
        assertThat(conf.servers()).as(what).isNotEmpty().allSatisfy(server -> {
            assertThat(server.isUnresolved()).isFalse();
            assertThat(server.getPort()).isEqualTo(53);
        });
        assertThat(conf.search()).as(what).doesNotHaveDuplicates().allMatch(domain -> domain.matches("[a-z0-9_.-]+"));
        assertThat(conf.ndots()).as(what).isBetween(0, 15);
        assertThat(conf.timeout()).as(what).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(conf.attempts()).as(what).isBetween(1, 5);
        HostsFile.parse(text)
                .addressesOf("a")
                .forEach(address -> assertThat(address).as(what).isNotNull());
        NameServiceSwitch.parse(text).peculiarity();
    }
}
