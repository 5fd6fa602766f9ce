package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and that the message tells its reader what to write instead. */
class TargetRefusalTest {

    private static final String A_HOST =
            "allowed is a name like example.com or an address like 192.0.2.1 or 2001:db8::1";
    private static final String A_TARGET =
            "allowed is host:port, like example.com:443, example.com:https or [2001:db8::1]:443";
    private static final String NO_QUAD = "reads like an IPv4 address but is none: allowed are four decimal numbers"
            + " from 0 to 255 without leading zeros, like 192.0.2.1";
    private static final String NO_IPV6 = "is no IPv6 address: allowed are up to eight groups of hexadecimal digits and"
            + " at most one '::', like 2001:db8::1 or fe80::1%eth0";
    private static final String NO_SCOPE = "has a scope that cannot be: allowed are an interface index from 1 to"
            + " 2147483647 or an interface name of letters, digits, '-', '.', '_' and '~'";
    private static final String CHARACTERS = "allowed in a name are letters, digits, '-', '_' and '.'";
    private static final String BRACKETS =
            "has brackets where none belong: allowed is one pair around an IPv6 address, like [2001:db8::1]";
    private static final String EMPTY_LABEL = "has an empty label: allowed are 1 to 63 characters between two dots";
    private static final String HYPHEN =
            "has a label that begins or ends with '-': allowed there are letters, digits and '_'";

    static Stream<Arguments> hosts() {
        return Stream.of(
                Arguments.of("", "host is empty: " + A_HOST),
                Arguments.of(" ", "host ' ' contains a blank: " + A_HOST),
                Arguments.of(" example.com", "host ' example.com' contains a blank: " + A_HOST),
                Arguments.of("example.com ", "host 'example.com ' contains a blank: " + A_HOST),
                Arguments.of("exam\u00a0ple.com", "host 'exam\u00a0ple.com' contains a blank: " + A_HOST),
                Arguments.of("\u3000", "host '\u3000' contains a blank: " + A_HOST),
                Arguments.of(
                        "example.com\r\nX-Evil: 1",
                        "host 'example.com\\r\\nX-Evil: 1' contains a control character: " + A_HOST),
                Arguments.of("a\u0000b", "host 'a\\u0000b' contains a control character: " + A_HOST),
                Arguments.of("a\tb", "host 'a\\tb' contains a control character: " + A_HOST),
                Arguments.of("a\u0085b", "host 'a\\u0085b' contains a control character: " + A_HOST),
                Arguments.of(
                        "https://example.com/path?q=1",
                        "host 'https://example.com/path?q=1' is a URL: pass only its host, 'example.com'"),
                Arguments.of(
                        "https://example.com:8443",
                        "host 'https://example.com:8443' is a URL: pass only its host, 'example.com'"),
                Arguments.of(
                        "https://[2001:db8::1]:8443#x",
                        "host 'https://[2001:db8::1]:8443#x' is a URL: pass only its host, '[2001:db8::1]'"),
                Arguments.of(
                        "https://user:secret@example.com/",
                        "host 'https://***@example.com/' is a URL: pass only its host, 'example.com'"),
                Arguments.of("://example.com", "host '://example.com' is a URL: pass only its host, 'example.com'"),
                Arguments.of(
                        "https://:80/",
                        "host 'https://:80/' is a URL: pass only " + A_HOST.substring("allowed is ".length())),
                Arguments.of(
                        "file:///etc/hosts",
                        "host 'file:///etc/hosts' is a URL: pass only " + A_HOST.substring("allowed is ".length())),
                Arguments.of(
                        "user:secret@example.com", "host '***@example.com' has a user: pass only what follows the '@'"),
                Arguments.of(
                        "example.com/path",
                        "host 'example.com/path' has a path or query: pass only what precedes the '/'"),
                Arguments.of(
                        "example.com\\path",
                        "host 'example.com\\path' has a path or query: pass only what precedes the '\\'"),
                Arguments.of(
                        "example.com?q", "host 'example.com?q' has a path or query: pass only what precedes the '?'"),
                Arguments.of(
                        "example.com#f", "host 'example.com#f' has a path or query: pass only what precedes the '#'"),
                Arguments.of(
                        "example.com:443",
                        "host 'example.com:443' has a ':': pass the port on its own, or all of it to Target.parse"),
                Arguments.of(":", "host ':' has a ':': pass the port on its own, or all of it to Target.parse"),
                Arguments.of("[2001:db8::1]:443", "host '[2001:db8::1]:443' " + BRACKETS),
                Arguments.of("[2001:db8::1", "host '[2001:db8::1' " + BRACKETS),
                Arguments.of("2001:db8::1]", "host '2001:db8::1]' " + BRACKETS),
                Arguments.of("[[2001:db8::1]]", "host '[[2001:db8::1]]' " + BRACKETS),
                Arguments.of("[", "host '[' " + BRACKETS),
                Arguments.of("]", "host ']' " + BRACKETS),
                Arguments.of("exam[pl]e", "host 'exam[pl]e' " + BRACKETS),
                Arguments.of("[]", "host '[]' " + NO_IPV6),
                Arguments.of("[192.0.2.1]", "host '[192.0.2.1]' " + NO_IPV6),
                Arguments.of("[example.com]", "host '[example.com]' " + NO_IPV6),
                Arguments.of("1:2:3", "host '1:2:3' " + NO_IPV6),
                Arguments.of("2001:db8::g", "host '2001:db8::g' " + NO_IPV6),
                Arguments.of("%eth0", "host '%eth0' contains '%': " + CHARACTERS),
                Arguments.of("[%eth0]", "host '[%eth0]' " + NO_IPV6),
                Arguments.of("fe80::1%", "host 'fe80::1%' " + NO_SCOPE),
                Arguments.of("fe80::1%0", "host 'fe80::1%0' " + NO_SCOPE),
                Arguments.of("fe80::1%01", "host 'fe80::1%01' " + NO_SCOPE),
                Arguments.of("fe80::1%2147483648", "host 'fe80::1%2147483648' " + NO_SCOPE),
                Arguments.of("fe80::1%99999999999", "host 'fe80::1%99999999999' " + NO_SCOPE),
                Arguments.of("fe80::1%eth0%1", "host 'fe80::1%eth0%1' " + NO_SCOPE),
                Arguments.of("fe80::1%é", "host 'fe80::1%é' " + NO_SCOPE),
                Arguments.of(
                        "::ffff:192.0.2.1%1",
                        "host '::ffff:192.0.2.1%1' gives a scope to an IPv4 address: only IPv6 addresses have one"),
                Arguments.of("exa!mple.com", "host 'exa!mple.com' contains '!': " + CHARACTERS),
                Arguments.of("example.com,example.org", "host 'example.com,example.org' contains ',': " + CHARACTERS),
                Arguments.of("*.example.com", "host '*.example.com' contains '*': " + CHARACTERS),
                Arguments.of("exam%70le.com", "host 'exam%70le.com' contains '%': " + CHARACTERS),
                Arguments.of("${HOST}", "host '${HOST}' contains '$': " + CHARACTERS),
                Arguments.of("a\u2100b", "host 'a\u2100b' contains '/': " + CHARACTERS),
                Arguments.of(".", "host '.' " + EMPTY_LABEL),
                Arguments.of("..", "host '..' " + EMPTY_LABEL),
                Arguments.of(".example.com", "host '.example.com' " + EMPTY_LABEL),
                Arguments.of("example..com", "host 'example..com' " + EMPTY_LABEL),
                Arguments.of("example.com..", "host 'example.com..' " + EMPTY_LABEL),
                Arguments.of("-example.com", "host '-example.com' " + HYPHEN),
                Arguments.of("example-.com", "host 'example-.com' " + HYPHEN),
                Arguments.of("example.com-", "host 'example.com-' " + HYPHEN),
                Arguments.of("example.-com", "host 'example.-com' " + HYPHEN),
                Arguments.of("-", "host '-' " + HYPHEN));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aHostThatCannotBeIsRefusedByNameValueAndRule(String host, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(host, 443))
                .withMessage(message)
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(host, "https"))
                .withMessage(message);
    }

    /** The classic parser reads most of these as loopback: a filter that compares text lets them through. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "127.0.1",
                "1",
                "0",
                "2130706433",
                "0x7f.0.0.1",
                "0x7f000001",
                "0X7F.1",
                "0x",
                "127.0x1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.1.",
                "127.0.0.1.1",
                "256.0.0.1",
                "127.0.0.256",
                "127.0.0.0000",
                "1.2.3.4294967296",
                "example.123",
                "example.0xff",
                "１２７.0.0.1",
                "127。0。0。1",
                "127.0.0.１"
            })
    void whatOnlySomeResolversReadAsAnAddressIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(host, 80))
                .withMessage("host '" + host + "' " + NO_QUAD);
    }

    @Test
    void aNameThatIdnCannotMapIsRefusedWithAWayOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("a\u202eb.example", 80))
                .withMessage("host 'a\\u202Eb.example' is no internationalized domain name (IDNA 2003):"
                        + " pass its xn-- form")
                .withNoCause();
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("", "target is empty: " + A_TARGET),
                Arguments.of(" example.com:443", "target ' example.com:443' contains a blank: " + A_TARGET),
                Arguments.of(
                        "example.com:443\r\nSet-Cookie: a=b",
                        "target 'example.com:443\\r\\nSet-Cookie: a=b' contains a control character: " + A_TARGET),
                Arguments.of("example.com", "target 'example.com' has no port: append one, like ':443' or ':https'"),
                Arguments.of("example.com:", "target 'example.com:' has no port: append one, like ':443' or ':https'"),
                Arguments.of(
                        "[2001:db8::1]", "target '[2001:db8::1]' has no port: append one, like ':443' or ':https'"),
                Arguments.of(
                        "2001:db8::1",
                        "target '2001:db8::1' has more than one ':': allowed is one, and an IPv6 address in brackets,"
                                + " like [2001:db8::1]:443"),
                Arguments.of(
                        "::1",
                        "target '::1' has more than one ':': allowed is one, and an IPv6 address in brackets,"
                                + " like [2001:db8::1]:443"),
                Arguments.of(
                        "[2001:db8::1:443",
                        "target '[2001:db8::1:443' has more than one ':': allowed is one, and an IPv6 address in"
                                + " brackets, like [2001:db8::1]:443"),
                Arguments.of(
                        "2001:db8::1]:443", "target '2001:db8::1]:443' cannot be: host '2001:db8::1]' " + BRACKETS),
                Arguments.of("[::1]x:443", "target '[::1]x:443' cannot be: host '[::1]x' " + BRACKETS),
                Arguments.of(":443", "target ':443' cannot be: host is empty: " + A_HOST),
                Arguments.of("127.1:80", "target '127.1:80' cannot be: host '127.1' " + NO_QUAD),
                Arguments.of("a..b:80", "target 'a..b:80' cannot be: host 'a..b' " + EMPTY_LABEL),
                Arguments.of(
                        "example.com:0",
                        "target 'example.com:0' cannot be: service '0' is no port: allowed are 1 to 65535, without sign"
                                + " or leading zeros"),
                Arguments.of(
                        "https://example.com/",
                        "target 'https://example.com/' is a URL: pass only its host and port, 'example.com:https'"),
                Arguments.of(
                        "https://example.com:8443/",
                        "target 'https://example.com:8443/' is a URL: pass only its host and port, 'example.com:8443'"),
                Arguments.of(
                        "https://example.com:/",
                        "target 'https://example.com:/' is a URL: pass only its host and port, 'example.com:https'"),
                Arguments.of(
                        "jdbc:postgresql://[2001:db8::1]/app",
                        "target 'jdbc:postgresql://[2001:db8::1]/app' is a URL: pass only its host and port,"
                                + " '[2001:db8::1]:postgresql'"),
                Arguments.of(
                        "https:///path",
                        "target 'https:///path' is a URL: pass only " + A_TARGET.substring("allowed is ".length())),
                Arguments.of(
                        "user@example.com:22",
                        "target '***@example.com:22' has a user: pass only what follows the '@'"),
                Arguments.of(
                        "example.com:443/path",
                        "target 'example.com:443/path' has a path or query: pass only what precedes the '/'"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTargetThatCannotBeIsRefusedByValueAndRule(String target, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse(target))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aPortNumberOutOfRangeIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("example.com", port))
                .withMessage("port " + port + " is out of range: allowed are 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "-1", "+443", "0443", "99999999999999999999"})
    void aPortInTextOutOfRangeIsRefused(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("example.com", port))
                .withMessage(
                        "service '" + port + "' is no port: allowed are 1 to 65535, without sign or leading zeros");
    }

    @Test
    void nullIsRefusedByTheNameOfTheArgument() {
        assertThatNullPointerException().isThrownBy(() -> Target.of(null, 443)).withMessage("host");
        assertThatNullPointerException()
                .isThrownBy(() -> Target.of(null, "https"))
                .withMessage("host");
        assertThatNullPointerException()
                .isThrownBy(() -> Target.of("example.com", null))
                .withMessage("service");
        assertThatNullPointerException().isThrownBy(() -> Target.parse(null)).withMessage("target");
    }
}
