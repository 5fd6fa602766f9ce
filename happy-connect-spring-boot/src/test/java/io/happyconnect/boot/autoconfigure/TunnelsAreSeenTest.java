package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.HappyConnector;
import io.happyconnect.boot.endpoint.HappyConnectDescriptor;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.boot.endpoint.TargetDescriptor;
import io.happyconnect.testsupport.EchoServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What docs/ssh.md says of where tunnels are seen. */
@ExtendWith(OutputCaptureExtension.class)
class TunnelsAreSeenTest {

    private static final String TARGET = "orders-db.internal.test";

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
    void theTunnelIsTheAddressAndTheBastionIsATargetOfItsOwn(@TempDir Path directory, CapturedOutput output)
            throws Exception {
        try (Bastion bastion = new Bastion(directory);
                EchoServer database = new EchoServer()) {
            int port = database.address().getPort();
            String tunnel = bastion.wayTo(port);
            runner.withPropertyValues(bastion.properties()).run(context -> {
                HappyConnector connector = context.getBean(HappyConnector.class);
                for (int i = 0; i < 3; i++) {
                    connector.connect(TARGET, port).close();
                }
                assertThat(sessionIsOpen()).isTrue();
                bastion.close();
                await().until(() -> !sessionIsOpen());
                assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect(TARGET, port)))
                        .hasMessageContaining(tunnel + ": no way to the jump host orders@bastion.example.com");

                MeterRegistry registry = context.getBean(MeterRegistry.class);
                assertThat(attempts(
                                registry, "network.peer.address", tunnel, "network.type", "tunnel", "outcome", "won"))
                        .isEqualTo(3);
                assertThat(attempts(
                                registry,
                                "network.peer.address",
                                "127.0.0.1",
                                "network.type",
                                "ipv4",
                                "outcome",
                                "won"))
                        .as("one session for all")
                        .isEqualTo(1);
                assertThat(races(registry, TARGET, "_other")).isEqualTo(1);
                assertThat(races(registry, "bastion.example.com", "connection_refused"))
                        .isEqualTo(1);

                HappyConnectDescriptor all =
                        context.getBean(HappyConnectEndpoint.class).happyConnect(null, null, null);
                assertThat(all.setup().routes()).containsExactly("happyConnectSshTunnels (SshTunnels)");
                assertThat(all.targets())
                        .extracting(TargetDescriptor::host)
                        .containsExactly(TARGET, "bastion.example.com");
                assertThat(all.targets().get(0).addresses()).singleElement().satisfies(address -> {
                    assertThat(address.address()).isEqualTo(tunnel);
                    assertThat(address.family()).isEqualTo("tunnel");
                });
            });
            assertThat(output.getOut())
                    .contains("; reached through happyConnectSshTunnels (SshTunnels); ")
                    .containsPattern(
                            "failed bastion\\.example\\.com:\\d+ after .* ms: connection refused \\(1 attempt\\)")
                    .containsPattern(
                            "failed " + TARGET + ":" + port + " after .* ms: no way to the jump host orders@bastion");
        }
    }

    private static boolean sessionIsOpen() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("happy-connect-ssh-read-"));
    }

    private static long attempts(MeterRegistry registry, String... tags) {
        return registry.get("happy.connect.peer.attempts").tags(tags).timer().count();
    }

    private static long races(MeterRegistry registry, String host, String errorType) {
        return registry.get("happy.connect.races")
                .tags("server.address", host, "error.type", errorType)
                .timer()
                .count();
    }
}
