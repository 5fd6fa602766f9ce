package io.happyconnect.selection;

import static io.happyconnect.selection.FakeHost.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.order.PolicyTable;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaiConfTest {

    private static int precedence(String conf, String address) {
        return GaiConf.parse(conf).precedence(address(address));
    }

    /** The table in getaddrinfo.c. */
    @ParameterizedTest
    @CsvSource({
        "::1, 50, 0",
        "2001:db8::1, 40, 1",
        "2002::1, 30, 2",
        "::2, 20, 3",
        "192.0.2.1, 10, 4",
        "fec0::1, 40, 5",
        "fd00::1, 40, 6",
        "2001::1, 40, 7"
    })
    void anEmptyFileLeavesTheDefaultsOfGlibc(String address, int precedence, int label) {
        for (String conf : new String[] {"", "\n\n", "# label ::1/128 9\n", "reload yes\n"}) {
            PolicyTable table = GaiConf.parse(conf);
            assertThat(table.precedence(address(address))).isEqualTo(precedence);
            assertThat(table.label(address(address))).isEqualTo(label);
        }
    }

    @Test
    void linesOfOneKindReplaceItsDefaultsAndNoOthers() {
        PolicyTable table = GaiConf.parse("""
                # comment
                precedence  ::ffff:0:0/96  100   # IPv4 first
                \tprecedence 2001:db8::/32\t7 and the rest of the line
                """);

        assertThat(table.precedence(address("192.0.2.1"))).isEqualTo(100);
        assertThat(table.precedence(address("2001:db8::1"))).isEqualTo(7);
        assertThat(table.precedence(address("::1"))).isEqualTo(40);
        assertThat(table.label(address("2002::1"))).isEqualTo(2);
        assertThat(table.scope(address("127.0.0.1"))).isEqualTo(2);

        PolicyTable labels = GaiConf.parse("label fd00::/8 77\n");
        assertThat(labels.label(address("fd00::1"))).isEqualTo(77);
        assertThat(labels.label(address("::1"))).isEqualTo(1);
        assertThat(labels.precedence(address("::1"))).isEqualTo(50);
    }

    @Test
    void scopesOfIpv4AreReadInBothForms() {
        PolicyTable table =
                GaiConf.parse("scopev4 ::ffff:169.254.0.0/112 2\nscopev4 10.0.0.0/8 5\nscopev4 1.2.3.4 99\n");

        assertThat(table.scope(address("169.254.1.1"))).isEqualTo(2);
        assertThat(table.scope(address("10.255.0.1"))).isEqualTo(5);
        assertThat(table.scope(address("1.2.3.4"))).isEqualTo(15);
        assertThat(table.scope(address("127.0.0.1"))).isEqualTo(14);
    }

    @Test
    void theLongestPrefixWinsAndOfTheSameTheFirst() {
        String conf =
                "precedence ::/0 1\nprecedence 2001:db8::/32 2\nprecedence 2001:db8:1::/48 3\nprecedence 2001:db8::/32 4\n";

        assertThat(precedence(conf, "2001:db8::1")).isEqualTo(2);
        assertThat(precedence(conf, "2001:db8:1::1")).isEqualTo(3);
        assertThat(precedence(conf, "fd00::1")).isEqualTo(1);
    }

    /** strtoul and inet_pton have their ways. */
    @ParameterizedTest
    @CsvSource({
        "precedence 2001:db8::1 9, 9",
        "precedence 2001:db8::1/ 9, 9",
        "precedence 2001:db8::/32, 0",
        "precedence 2001:db8::/+32 +9, 9",
        "precedence 2001:db8::/32 -0, 0",
        "precedence 2001:db8::/32 2147483647, 2147483647",
        "precedence 2001:DB8::/32 9, 9",
        "precedence 2001:db8::/32 9 x, 9"
    })
    void whatGlibcReadsIsRead(String line, int precedence) {
        assertThat(precedence(line, "2001:db8::1")).isEqualTo(precedence);
        assertThat(precedence("\r\n " + line + "\r\n", "2001:db8::1")).isEqualTo(precedence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "precedence",
                "precedence 2001:db8::/129 9",
                "precedence 2001:db8::/32 2147483648",
                "precedence 2001:db8::/32 -1",
                "precedence 2001:db8::/32 9x",
                "precedence 2001:db8::/32x 9",
                "precedence 2001:db8::/32/ 9",
                "precedence 2001:db8::/-1 9",
                "precedence 2001:db8::/32 0x9",
                "precedence 2001:db8::/32 -",
                "precedence 2001:db8::%1/32 9",
                "precedence 192.0.2.0/24 9",
                "precedence example.com/24 9",
                "Precedence 2001:db8::/32 9",
                "precedence2001:db8::/32 9",
                "scopev4 2001:db8::/32 9",
                "scopev4 ::ffff:0:0/95 9",
                "scopev4 10.0.0.0/33 9",
                "scopev4 10.0.0/8 9",
                "\u0000precedence 2001:db8::/32 9",
                "precedence 2001:db8::/32 99999999999999999999999999"
            })
    void whatGlibcPassesOverIsPassedOver(String line) {
        PolicyTable table = GaiConf.parse(line + "\nlabel 2001:db8::/32 5\n");

        assertThat(table.precedence(address("2001:db8::1"))).isEqualTo(40);
        assertThat(table.precedence(address("::1"))).isEqualTo(50);
        assertThat(table.scope(address("127.0.0.1"))).isEqualTo(2);
        assertThat(table.label(address("2001:db8::1"))).isEqualTo(5);
    }

    /** Seeded; a failure names its text. */
    @Test
    void noTextHoweverBrokenThrows() {
        Random random = new Random(3484);
        FuzzedText fuzzed = new FuzzedText(
                random,
                "\nlabel ::1/128 9\n",
                "label",
                "precedence",
                "scopev4",
                "reload",
                " ",
                " ",
                "\t",
                "\n",
                "\r",
                "#",
                "/",
                "::",
                "::1",
                "fc00::",
                "2001:db8::",
                "::ffff:0:0",
                "10.0.0.0",
                "0.0.0.0",
                "/0",
                "/7",
                "/96",
                "/128",
                "/129",
                "-",
                "+",
                "0",
                "14",
                "4294967296",
                "\u0000",
                "%",
                "[",
                "]",
                "example.com",
                "é",
                "１");
        int rows = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = fuzzed.next(1 + random.nextInt(24));
            PolicyTable table;
            try {
                table = GaiConf.parse(text);
            } catch (RuntimeException e) {
                throw new AssertionError("gai.conf: " + FuzzedText.quoted(text), e);
            }
            assertThat(table.precedence(address("192.0.2.1"))).isNotNegative();
            assertThat(table.scope(address("192.0.2.1"))).isBetween(0, 15);
            rows += table.label(address("::1")) == 0 ? 0 : 1;
        }
        assertThat(rows).as("texts that had a line of use").isGreaterThan(50);
    }

    @Test
    void theFileOfThisMachineCanBeRead() {
        PolicyTable table = GaiConf.parse(SystemFile.read(Path.of("/etc/gai.conf")));

        assertThat(table.precedence(address("::1"))).isNotNegative();
    }
}
