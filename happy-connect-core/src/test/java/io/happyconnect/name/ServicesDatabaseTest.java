package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesDatabaseTest {

    @Test
    void readsNamesAndAliasesOfTcpLines() {
        assertThat(ServicesDatabase.parse("""
                        # Network services, Internet style
                        http\t\t80/tcp\t\twww web\t# WorldWideWeb HTTP

                        domain          53/udp
                        domain-s 853/TCP
                          indented\t9/tcp
                        tight 7/tcp alias#comment
                        """))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "http", 80, "www", 80, "web", 80, "domain-s", 853, "indented", 9, "tight", 7, "alias", 7));
    }

    @Test
    void namesAreKeptInLowerCase() {
        assertThat(ServicesDatabase.parse("X11-SSH 6010/tcp Xdm")).isEqualTo(Map.of("x11-ssh", 6010, "xdm", 6010));
    }

    @Test
    void theFirstLineWinsWhetherNameOrAlias() {
        assertThat(ServicesDatabase.parse("a 1/tcp b\nb 2/tcp a c\nc 3/tcp")).isEqualTo(Map.of("a", 1, "b", 1, "c", 2));
    }

    @Test
    void lineEndsOfAnySystemWillDo() {
        assertThat(ServicesDatabase.parse("a 1/tcp\r\nb 2/tcp\rc 3/tcp\nd 4/tcp"))
                .isEqualTo(Map.of("a", 1, "b", 2, "c", 3, "d", 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "#a 1/tcp",
                "a",
                "a #1/tcp",
                "1/tcp",
                "a tcp/1",
                "a 1",
                "a 1/",
                "a /tcp",
                "a /",
                "a 1/udp",
                "a 1/tcpx",
                "a 1/xtcp",
                "a 1/sctp",
                "a 0/tcp",
                "a 65536/tcp",
                "a -1/tcp",
                "a +1/tcp",
                "a 01/tcp",
                "a 1.5/tcp",
                "a 0x1/tcp",
                "a 999999999999/tcp",
                "a 1 /tcp",
                "a １/tcp",
                "a 1/tcp/tcp",
                "ä 1/tcp",
                "a\u0000 1/tcp",
                "a\u007f 1/tcp"
            })
    void passesOverWhatItCannotUse(String line) {
        assertThat(ServicesDatabase.parse(line)).isEmpty();
        assertThat(ServicesDatabase.parse("x 1/tcp\n" + line + "\ny 65535/tcp")).isEqualTo(Map.of("x", 1, "y", 65535));
    }

    @Test
    void noLineHoweverBrokenThrows() {
        var random = new Random(100_000);
        var database = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            database.append(randomLine(random)).append(random.nextInt(8) == 0 ? '\r' : '\n');
        }

        Map<String, Integer> ports = ServicesDatabase.parse(database.toString());

        assertThat(ports).hasSizeGreaterThan(100);
        assertThat(ports.values()).allMatch(port -> port >= 1 && port <= 65535);
        assertThat(ports.keySet()).allMatch(name -> name.matches("[!-~&&[^#A-Z]]+"));
    }

    private static String randomLine(Random random) {
        String[] pieces = {
            "http",
            "X",
            " ",
            "  ",
            "\t",
            "80",
            "/tcp",
            "/",
            "/udp",
            "tcp",
            "#",
            "0",
            "65535",
            "65536",
            "-",
            "www",
            "\u0000",
            "é",
            "\ud800",
            " 1/tcp ",
            "99999999999"
        };
        var line = new StringBuilder();
        for (int length = random.nextInt(10); length > 0; length--) {
            line.append(
                    random.nextInt(6) == 0
                            ? Character.toString(random.nextInt(0x250))
                            : pieces[random.nextInt(pieces.length)]);
        }
        return line.toString();
    }

    @Test
    void aFileIsReadWhateverItsEncoding(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("services");
        Files.write(
                file,
                new byte[] {(byte) 0xff, (byte) 0xc3, '\n', 'a', ' ', '1', '/', 't', 'c', 'p', '\n', (byte) 0xe2});

        assertThat(ServicesDatabase.parse(ServicesDatabase.read(file))).isEqualTo(Map.of("a", 1));
    }

    @Test
    void aFileWithoutEndIsReadToItsLimit(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("services");
        String first = "a 1/tcp\n";
        String filler = "#".repeat(ServicesDatabase.MAX_BYTES - first.length() - 1) + "\n";
        Files.writeString(file, first + filler + "b 2/tcp\n", StandardCharsets.ISO_8859_1);

        assertThat(ServicesDatabase.read(file)).hasSize(ServicesDatabase.MAX_BYTES);
        assertThat(ServicesDatabase.parse(ServicesDatabase.read(file))).isEqualTo(Map.of("a", 1));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theDatabaseOfUnixIsInEtc() {
        assertThat(ServicesDatabase.readSystem()).isEqualTo(ServicesDatabase.read(Path.of("/etc/services")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatCannotBeReadHasNoNames() {
        Path unreadableAtItsBeginning = Path.of("/proc/self/mem");

        assertThat(unreadableAtItsBeginning).isRegularFile();
        assertThat(ServicesDatabase.read(unreadableAtItsBeginning)).isEmpty();
    }

    /** The database is read once; a thread that is interrupted just then must not leave the process without it. */
    @Test
    void anInterruptedThreadReadsItToo(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("services"), "a 1/tcp");
        Thread.currentThread().interrupt();
        String read = ServicesDatabase.read(file);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read).isEqualTo("a 1/tcp");
    }

    @Test
    void whereThereIsNoFileThereAreNoNames(@TempDir Path directory) {
        assertThat(ServicesDatabase.read(directory.resolve("services"))).isEmpty();
        assertThat(ServicesDatabase.read(directory)).isEmpty();
    }
}
