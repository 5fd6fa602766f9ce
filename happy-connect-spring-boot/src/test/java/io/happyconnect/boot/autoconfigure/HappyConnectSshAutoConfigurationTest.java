package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.HappyConnector;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.ssh.SshTunnels;
import io.happyconnect.testsupport.RefusingPort;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The properties; what a tunnel does is tested where it is made. */
class HappyConnectSshAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectSshAutoConfiguration.class,
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHistoryAutoConfiguration.class,
                    HappyConnectMetricsAutoConfiguration.class,
                    HappyConnectEndpointAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=happyconnect");

    @Test
    void thereAreNoTunnelsUnlessTheyAreSwitchedOn() {
        runner.run(context -> assertThat(context).doesNotHaveBean(SshTunnels.class));
    }

    @Test
    void aHostWithAJumpIsReachedThroughItAndMetricsAndEndpointShowTheTunnel(@TempDir Path directory) throws Exception {
        try (RefusingPort refusing = new RefusingPort()) {
            int port = refusing.address().getPort();
            Path config = Files.writeString(
                    directory.resolve("config"), "Host orders-db\n  ProxyJump kim@127.0.0.1:" + port + "\n");
            Path knownHosts = Files.writeString(directory.resolve("known_hosts"), "");
            runner.withPropertyValues(
                            "happy-connect.ssh.enabled=true",
                            "happy-connect.ssh.config-file=" + config,
                            "happy-connect.ssh.known-hosts=" + knownHosts,
                            "happy-connect.ssh.agent=")
                    .run(context -> {
                        String tunnel = "ssh://kim@127.0.0.1:" + port + " to orders-db:5432";
                        HappyConnector connector = context.getBean(HappyConnector.class);
                        assertThat(catchThrowableOfType(
                                        ConnectFailedException.class, () -> connector.connect("orders-db", 5432)))
                                .hasMessageContaining(tunnel)
                                .hasMessageContaining("no way to the jump host kim@127.0.0.1:" + port);
                        assertThat(context.getBean(HappyConnectEndpoint.class)
                                        .happyConnect(null, null, null)
                                        .toString())
                                .contains(tunnel);
                        assertThat(context.getBean(MeterRegistry.class).getMeters())
                                .anyMatch(meter ->
                                        meter.getId().getTags().toString().contains(tunnel));
                    });
        }
    }

    @Test
    void whoForgetsTheDependencyIsToldSo() {
        runner.withClassLoader(new FilteredClassLoader(SshTunnels.class))
                .withPropertyValues("happy-connect.ssh.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("happy-connect.ssh.enabled")
                        .hasMessageContaining("io.happyconnect:happy-connect-ssh"));
    }

    @Test
    void thePassphraseIsInNoText() {
        runner.withPropertyValues("happy-connect.ssh.passphrase=s3cret")
                .run(context -> assertThat(
                                context.getBean(HappyConnectProperties.class).toString())
                        .contains("ssh")
                        .doesNotContain("s3cret"));
    }

    @Test
    void tunnelsOfTheApplicationAreUsedInstead(@TempDir Path directory) {
        runner.withPropertyValues("happy-connect.ssh.enabled=true")
                .withBean(
                        "mine",
                        SshTunnels.class,
                        () -> SshTunnels.builder()
                                .configFile(directory.resolve("config"))
                                .build())
                .run(context ->
                        assertThat(context).hasSingleBean(SshTunnels.class).hasBean("mine"));
    }
}
