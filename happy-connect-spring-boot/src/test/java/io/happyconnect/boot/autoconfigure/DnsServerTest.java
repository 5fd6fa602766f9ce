package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServerTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,           192.0.2.1,         53",
        "192.0.2.1:8600,      192.0.2.1,         8600",
        "192.0.2.1:1,         192.0.2.1,         1",
        "192.0.2.1:65535,     192.0.2.1,         65535",
        "2001:db8::1,         2001:db8:0:0:0:0:0:1, 53",
        "[2001:db8::1],       2001:db8:0:0:0:0:0:1, 53",
        "[2001:db8::1]:8600,  2001:db8:0:0:0:0:0:1, 8600"
    })
    void anAddressMayHaveAPort(String server, String address, int port) {
        assertThat(DnsServer.parse(server).getAddress().getHostAddress()).isEqualTo(address);
        assertThat(DnsServer.parse(server).getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dns.example",
                "dns.example:53",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "[2001:db8::1]:"
            })
    void anythingElseIsRefused(String server) {
        assertThatThrownBy(() -> DnsServer.parse(server)).isInstanceOf(IllegalArgumentException.class);
    }
}
