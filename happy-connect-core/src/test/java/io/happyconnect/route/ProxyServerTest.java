package io.happyconnect.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy.example.com:3128", "socks5://[2001:db8::1]:1080", "http://192.0.2.1:80"})
    void itReadsWhatItWrites(String url) {
        assertThat(ProxyServer.parse(url)).hasToString(url).isEqualTo(ProxyServer.parse(url + "/"));
    }

    @Test
    void aSchemeInCapitalsAndAServiceAreFine() {
        assertThat(ProxyServer.parse("SOCKS5://Proxy.Example.com:socks"))
                .hasToString("socks5://proxy.example.com:1080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy:1",
                "socks4://proxy:1",
                "proxy:3128",
                "",
                "http://",
                "http://proxy",
                "http://proxy:0",
                "http://proxy:80/path",
                "socks://proxy:1"
            })
    void whatCannotBeIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyServer.parse(url));
    }

    @Test
    void credentialsInAUrlAreRefusedAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyServer.parse("http://kim:s3cret@proxy:3128"))
                .withMessageNotContaining("s3cret")
                .withMessageNotContaining("kim");
    }

    @Test
    void credentialsOfOneAndOf255BytesAreTaken() {
        ProxyServer server = ProxyServer.parse("socks5://proxy:1");
        assertThat(server.withCredentials("k", "p")).isNotEqualTo(server);
        assertThat(server.withCredentials("ü".repeat(127) + "x", "p".repeat(255)))
                .hasToString("socks5://proxy:1");
    }

    @Test
    void credentialsThatCannotBeAreRefusedAndNotRepeated() {
        ProxyServer server = ProxyServer.parse("http://proxy:1");
        refuses(server, "", "s3cret");
        refuses(server, "kim", "");
        refuses(server, "ü".repeat(128), "s3cret");
        refuses(server, "kim", "s3cret".repeat(43));
        refuses(server, "kim", "s3cret\r\nX: y");
        refuses(server, "k:im", "s3cret");
        assertThat(ProxyServer.parse("socks5://proxy:1").withCredentials("k:im", "p"))
                .isNotNull();
    }

    private static void refuses(ProxyServer server, String user, String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.withCredentials(user, password))
                .withMessageNotContaining("s3cret");
    }

    @Test
    void otherCredentialsMakeAnotherProxy() {
        ProxyServer server = ProxyServer.parse("http://proxy:1");
        assertThat(server.withCredentials("kim", "a"))
                .isEqualTo(server.withCredentials("kim", "a"))
                .hasSameHashCodeAs(server.withCredentials("kim", "a"))
                .isNotEqualTo(server.withCredentials("kim", "b"))
                .isNotEqualTo(server.withCredentials("lee", "a"))
                .isNotEqualTo(ProxyServer.parse("socks5://proxy:1").withCredentials("kim", "a"));
    }
}
