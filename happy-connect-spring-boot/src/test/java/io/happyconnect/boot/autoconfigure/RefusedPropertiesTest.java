package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What a user reads who got a property wrong. There is no bean validator on this class path. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedPropertiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name                        | my connector | 1 to 64 letters, digits, dots, hyphens and underscores",
                "connection-attempt-delay    | 9ms          | 10ms to 1d",
                "connection-attempt-delay    | 86400001ms   | 10ms to 1d",
                "connection-attempt-delay    | fast         | 10ms to 1d",
                "connection-attempt-delay    | -250ms       | 10ms to 1d",
                "connection-attempt-delay    | 250 apples   | 10ms to 1d",
                "connect-timeout             | 106751d      | 1ms to 1d",
                "connect-timeout             | 999999999999999999999ms | 1ms to 1d",
                "max-concurrent-attempts     | 99999999999  | a whole number, at least 1",
                "max-concurrent-attempts     | 2.5          | a whole number, at least 1",
                "first-address-family-count  | ''           | a whole number, at least 1",
                "hosts.db.example.com        | db2.example.com | a host name with its IP addresses",
                "resolution-delay            | -1ms         | 0ms to 1d",
                "max-concurrent-attempts     | 0            | a whole number, at least 1",
                "max-sockets-in-flight       | 1            | a whole number, at least 2",
                "max-concurrent-attempts     | many         | a whole number, at least 1",
                "attempt-timeout             | 9ms          | 10ms to 1d",
                "connect-timeout             | 0ms          | 1ms to 1d",
                "first-address-family-count  | 0            | a whole number, at least 1",
                "preferred-family            | ipv5         | ipv4 or ipv6",
                "address-order               | rfc3484      | rfc6724, rfc6724-update, gai-conf or as-resolved",
                "resolver                    | bind         | auto, dns or system",
                "resolver                    | dns          | auto or system where the library happy-connect-dns",
                "dns.servers[0]              | dns.example  | an IP address of a DNS server",
                "dns.servers[0]              | dns.example:53 | an IP address of a DNS server",
                "dns.servers[0]              | 192.0.2.1:0  | an IP address of a DNS server",
                "dns.servers[0]              | 192.0.2.1:65536 | an IP address of a DNS server",
                "dns.servers[0]              | [2001:db8::1]: | an IP address of a DNS server",
                "dns.timeout                 | 0ms          | 1ms to 60s",
                "dns.cache.max-entries       | -1           | a whole number, 0 to 1000000",
                "dns.cache.max-ttl           | 8d           | 0ms to 7d",
                "dns.cache.max-negative-ttl  | -1s          | 0ms to 7d",
                "dns.cache.stale-ttl         | 8d           | 0ms to 7d",
                "local-addresses[0]          | eth0         | an IP address of this machine",
                "address-filter.deny[0]      | intranet     | one of non-public, loopback, metadata, link-local",
                "address-filter.deny[0]      | 10.1.2.3/8   | one of non-public, loopback",
                "address-filter.allow[0]     | private      | a network or an address",
                "hosts.db.example.com        | 192.0.2.300  | a host name with its IP addresses",
                "aliases.orders-db           | db:70000     | host names, each with targets",
                "aliases.orders-db           | orders-db    | host names, each with targets",
                "aliases.orders-db           | unix:a.sock  | host names, each with targets",
                "proxy.servers[0]            | proxy:3128   | http://host:port or socks5://host:port",
                "proxy.policy                | fastest      | direct-first, proxy-first, proxy-only or as-selected",
                "proxy.policy                | as-selected  | direct-first, proxy-first or proxy-only, unless",
                "unix-sockets.sidecar        | run/a.sock   | a name with unix: and an absolute path",
                "ssh.keep-alive              | 999ms        | 1s to 3600s",
                "socket.send-buffer-size     | 0B           | 1B to 1GB",
                "socket.receive-buffer-size  | 1073741825B  | 1B to 1GB",
                "targets[api.example.com].connection-attempt-delay | 9ms | 10ms to 1d",
                "targets[api.example.com].connection-attempt-delay | fast | 10ms to 1d",
                "targets[db].max-concurrent-attempts | 0 | a whole number, at least 1",
                "targets[db].max-concurrent-attempts | few | a whole number, at least 1",
                "targets.api.example.com.conect-timeout | 1s | targets, like api.example.com",
                "targets.api.example.com | 1s | targets, like api.example.com",
                "targets.connect-timeout | 1s | targets, like api.example.com",
                "targets.my_host!.connect-timeout | 1s | targets, like api.example.com",
                "targets[api.example.com:0].connect-timeout | 1s | targets, like api.example.com",
                "logging.period              | -1s          | 0ms to 1d",
                "history.recent-races        | 10001        | a whole number, 0 to 10000",
                "history.max-targets         | 0            | a whole number, 1 to 1000",
                "history.max-addresses-per-target | 0       | a whole number, 1 to 1000",
                "history.window              | 999ms        | 1s to 1d",
                "health.critical-targets[0]  | db           | a host and a port",
                "health.status-on-failure    | up           | down or out-of-service",
                "health.failures-in-a-row    | 0            | a whole number, 1 to 1000",
                "metrics.max-targets         | -1           | a whole number, 0 to 100000",
                "metrics.max-addresses       | 100001       | a whole number, 0 to 100000"
            })
    void theReportNamesThePropertyTheValueAndWhatIsAllowed(
            String property, String value, String allowed, CapturedOutput output) {
        start("happy-connect." + property + "=" + value);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("    Property: happy-connect." + property + "\n    Value: \"" + value + "\"\n")
                .contains("    Allowed: " + allowed);
    }

    @Test
    void exceptionsFromNothingAreRefused(CapturedOutput output) {
        start("happy-connect.address-filter.allow=10.0.0.0/8");

        assertThat(output)
                .contains("Property: happy-connect.address-filter.allow\n")
                .contains("Allowed: exceptions from happy-connect.address-filter.deny, which is not set");
    }

    @Test
    void everyLimitIsTriedHere() throws Exception {
        List<String> tried = Arrays.stream(RefusedPropertiesTest.class
                        .getDeclaredMethod(
                                "theReportNamesThePropertyTheValueAndWhatIsAllowed",
                                String.class,
                                String.class,
                                String.class,
                                CapturedOutput.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .map(row ->
                        "happy-connect." + row.substring(0, row.indexOf('|')).strip())
                .toList();

        assertThat(PropertyLimits.ALL).extracting(Limit::property).isSubsetOf(tried);
    }

    @Test
    void theReportSaysWhereThePropertyStands(CapturedOutput output) {
        start("happy-connect.max-concurrent-attempts=0");

        assertThat(output).contains("Origin: \"happy-connect.max-concurrent-attempts\" from property source");
    }

    @Test
    void theReportSaysWhereTheSettingOfATargetStandsHoweverItIsWritten(CapturedOutput output) {
        start("happy-connect.targets.api.example.com.connect-timeout=0ms");

        assertThat(output)
                .contains("    Property: happy-connect.targets[api.example.com].connect-timeout\n    Value: \"0ms\"\n")
                .contains("Origin: \"happy-connect.targets.api.example.com.connect-timeout\" from property source")
                .contains("Allowed: 1ms to 1d");
    }

    @Test
    void theReportNamesEverythingThatIsWrong(CapturedOutput output) {
        start("happy-connect.max-concurrent-attempts=0", "happy-connect.connect-timeout=2d");

        assertThat(output)
                .contains("Property: happy-connect.max-concurrent-attempts")
                .contains("Property: happy-connect.connect-timeout");
    }

    @Test
    void filesOfSshThatAreNotThereAreNamedWhereItIsEnabled(CapturedOutput output) {
        start(
                "happy-connect.ssh.enabled=true",
                "happy-connect.ssh.config-file=/no/such/config",
                "happy-connect.ssh.known-hosts=/no/such/hosts",
                "happy-connect.ssh.identities=/no/such/key");

        assertThat(output)
                .contains("Property: happy-connect.ssh.config-file\n    Value: \"/no/such/config\"")
                .contains("Property: happy-connect.ssh.known-hosts")
                .contains("Property: happy-connect.ssh.identities[0]");
    }

    @Test
    void noPasswordOfAProxyIsRepeated(CapturedOutput output) {
        start(
                "happy-connect.proxy.servers=http://kim:s3cret@proxy:3128",
                "happy-connect.proxy.username=kim",
                "happy-connect.proxy.password=s3cret");
        start(
                "happy-connect.proxy.servers=http://proxy:3128",
                "happy-connect.proxy.username=kim",
                "happy-connect.proxy.password=" + "s3cret".repeat(43));

        assertThat(output)
                .contains("Property: happy-connect.proxy.servers[0]")
                .contains("Property: happy-connect.proxy.password")
                .doesNotContain("s3cret");
    }

    @Test
    void aliasesThatLeadBackToThemselvesAreNamed(CapturedOutput output) {
        start("happy-connect.aliases.orders-db=primary", "happy-connect.aliases.primary=ORDERS-DB.");

        assertThat(output)
                .contains("Property: happy-connect.aliases\n")
                .contains("orders-db -> primary -> orders-db: an alias that leads back to itself");
    }

    @Test
    void otherPeoplesPropertiesAreLeftToSpringBoot(CapturedOutput output) {
        start("spring.main.banner-mode=loud");

        assertThat(output).contains("APPLICATION FAILED TO START").doesNotContain("Happy Connect");
    }

    private static void start(String... properties) {
        String[] arguments = Stream.concat(
                        Stream.of("--spring.main.banner-mode=off"),
                        Arrays.stream(properties).map(p -> "--" + p))
                .toArray(String[]::new);
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatThrownBy(() -> application.run(arguments).close()).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(HappyConnectAutoConfiguration.class)
    static class Application {}
}
