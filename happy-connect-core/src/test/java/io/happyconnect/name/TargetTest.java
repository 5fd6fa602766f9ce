package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.com:443                      | example.com                 | 443   | example.com:443
            EXAMPLE.Com:443                      | example.com                 | 443   | example.com:443
            example.com:https                    | example.com                 | 443   | example.com:443
            example.com:1                        | example.com                 | 1     | example.com:1
            example.com:65535                    | example.com                 | 65535 | example.com:65535
            example.com.:443                     | example.com                 | 443   | example.com.:443
            localhost:80                         | localhost                   | 80    | localhost:80
            localhost.:80                        | localhost                   | 80    | localhost.:80
            my_db-1:postgresql                   | my_db-1                     | 5432  | my_db-1:5432
            _sip._tcp.example.com:sip            | _sip._tcp.example.com       | 5060  | _sip._tcp.example.com:5060
            x:22                                 | x                           | 22    | x:22
            3com.example:80                      | 3com.example                | 80    | 3com.example:80
            example.3com:80                      | example.3com                | 80    | example.3com:80
            0xg.0xyz:80                          | 0xg.0xyz                    | 80    | 0xg.0xyz:80
            bücher.example:443                   | xn--bcher-kva.example       | 443   | xn--bcher-kva.example:443
            BÜCHER.example:443                   | xn--bcher-kva.example       | 443   | xn--bcher-kva.example:443
            bücher.example.:443                  | xn--bcher-kva.example       | 443   | xn--bcher-kva.example.:443
            bücher。example。:443                  | xn--bcher-kva.example       | 443   | xn--bcher-kva.example.:443
            XN--BCHER-KVA.example:443            | xn--bcher-kva.example       | 443   | xn--bcher-kva.example:443
            faß.example:443                      | fass.example                | 443   | fass.example:443
            xn--fa-hia.example:443               | xn--fa-hia.example          | 443   | xn--fa-hia.example:443
            例え.テスト:80                        | xn--r8jz45g.xn--zckzah      | 80    | xn--r8jz45g.xn--zckzah:80
            192.0.2.1:80                         | 192.0.2.1                   | 80    | 192.0.2.1:80
            0.0.0.0:80                           | 0.0.0.0                     | 80    | 0.0.0.0:80
            255.255.255.255:80                   | 255.255.255.255             | 80    | 255.255.255.255:80
            [2001:db8::1]:imaps                  | 2001:db8::1                 | 993   | [2001:db8::1]:993
            [2001:DB8:0:0:0:0:0:1]:443           | 2001:db8::1                 | 443   | [2001:db8::1]:443
            [::1]:443                            | ::1                         | 443   | [::1]:443
            [::]:443                             | ::                          | 443   | [::]:443
            [fe80::1%eth0]:22                    | fe80::1%eth0                | 22    | [fe80::1%eth0]:22
            [FE80::1%Eth0.7]:22                  | fe80::1%Eth0.7              | 22    | [fe80::1%Eth0.7]:22
            [fe80::1%.7]:22                      | fe80::1%.7                  | 22    | [fe80::1%.7]:22
            [fe80::1%2147483647]:22              | fe80::1%2147483647          | 22    | [fe80::1%2147483647]:22
            [::ffff:192.0.2.1]:80                | 192.0.2.1                   | 80    | 192.0.2.1:80
            [::FFFF:c000:201]:80                 | 192.0.2.1                   | 80    | 192.0.2.1:80
            [::192.0.2.1]:80                     | ::c000:201                  | 80    | [::c000:201]:80
            """)
    void parsesWhatPeopleWrite(String text, String host, int port, String canonical) {
        Target target = Target.parse(text);

        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, [2001:db8::1]:443",
        "[2001:db8::1], [2001:db8::1]:443",
        "fe80::1%2, [fe80::1%2]:443",
        "[fe80::1%2], [fe80::1%2]:443",
        "::ffff:192.0.2.1, 192.0.2.1:443",
        "::1:443, [::1:443]:443",
        "192.0.2.1, 192.0.2.1:443",
        "Example.com., example.com.:443"
    })
    void takesAHostOnItsOwnWithBracketsOrWithout(String host, String canonical) {
        assertThat(Target.of(host, 443)).hasToString(canonical);
        assertThat(Target.of(host, "443")).hasToString(canonical);
        assertThat(Target.of(host, "https")).hasToString(canonical);
    }

    @Test
    void theServiceIsKeptAsTheUserWroteIt() {
        assertThat(Target.parse("example.com:HTTPS").service()).isEqualTo(Optional.of("HTTPS"));
        assertThat(Target.of("example.com", "imaps").service()).isEqualTo(Optional.of("imaps"));
    }

    @Test
    void aPortNumberIsNoService() {
        assertThat(Target.parse("example.com:443").service()).isEmpty();
        assertThat(Target.of("example.com", "443").service()).isEmpty();
        assertThat(Target.of("example.com", 443).service()).isEmpty();
    }

    @Test
    void theTrailingDotIsRememberedAndIsNoPartOfTheHost() {
        Target absolute = Target.of("example.com.", 443);

        assertThat(absolute.isAbsolute()).isTrue();
        assertThat(absolute.host()).isEqualTo("example.com");
        assertThat(Target.of("example.com", 443).isAbsolute()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "[2001:db8::1]", "fe80::1%eth0", "::ffff:192.0.2.1"})
    void anAddressIsALiteral(String host) {
        assertThat(Target.of(host, 443).isLiteral()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "example.com.", "localhost", "a", "dead.beef", "1.2.3.4x", "bücher.example"})
    void aNameIsNoLiteral(String host) throws Exception {
        assertThat(Target.of(host, 443).isLiteral()).isFalse();
        assertThat(Target.of(host, 443).literal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443, EXAMPLE.com:443",
        "example.com:443, example.com:https",
        "bücher.example:80, xn--bcher-kva.example:80",
        "[2001:db8::1]:443, [2001:db8:0::0:1]:443",
        "192.0.2.1:443, [::ffff:192.0.2.1]:443"
    })
    void targetsThatLeadToTheSamePlaceAreEqual(String one, String other) {
        assertThat(Target.parse(one)).isEqualTo(Target.parse(other)).hasSameHashCodeAs(Target.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443, example.com:444",
        "example.com:443, example.org:443",
        "example.com:443, example.com.:443",
        "[fe80::1]:22, [fe80::1%1]:22",
        "[fe80::1%1]:22, [fe80::1%2]:22",
        "[::192.0.2.1]:80, 192.0.2.1:80"
    })
    void targetsThatLeadElsewhereDiffer(String one, String other) {
        assertThat(Target.parse(one)).isNotEqualTo(Target.parse(other));
    }

    @Test
    void hostAndPortBothCountInTheHash() {
        assertThat(List.of("a:1", "a:2", "b:1", "b:2", "192.0.2.1:1", "192.0.2.1:2"))
                .extracting(text -> Target.parse(text).hashCode())
                .doesNotHaveDuplicates();
    }

    @Test
    void aTargetIsNoText() {
        assertThat(Target.parse("example.com:443"))
                .isNotEqualTo("example.com:443")
                .isNotEqualTo(null);
    }
}
