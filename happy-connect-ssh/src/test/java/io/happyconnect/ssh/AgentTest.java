package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.HappyConnector;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that only an agent has. */
@LeaksNothing(withinMillis = 20_000, exceptThreads = "sshd-TcpIpServerChannel-ConnectorCleanup")
class AgentTest {

    @Test
    void theKeyOfAnAgentLogsIn(@TempDir Path directory) throws Exception {
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (EmbeddedSshd bastion = new EmbeddedSshd().letsIn(key.getPublic());
                EchoServer database = new EchoServer();
                EmbeddedAgent agent = new EmbeddedAgent(directory.resolve("agent"), key);
                SshTunnels tunnels = tunnels(directory, bastion)
                        .agent(directory.resolve("agent"))
                        .build();
                HappyConnector connector = connector(tunnels);
                Socket socket = connector.connect("db", database.address().getPort())) {
            socket.getOutputStream().write(3);
            assertThat(socket.getInputStream().read()).isEqualTo(3);
            assertThat(agent).isNotNull();
        }
    }

    @Test
    void withoutItNobodyIsLetIn(@TempDir Path directory) throws Exception {
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (EmbeddedSshd bastion = new EmbeddedSshd().letsIn(key.getPublic());
                SshTunnels tunnels = tunnels(directory, bastion)
                        .agent(directory.resolve("no-agent-here"))
                        .build();
                HappyConnector connector = connector(tunnels)) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 1)))
                    .hasMessageContaining("it does not let")
                    .hasMessageContaining("no key and the agent at " + directory.resolve("no-agent-here"));
        }
    }

    private static SshTunnels.Builder tunnels(Path directory, EmbeddedSshd bastion) throws Exception {
        Files.writeString(
                directory.resolve("config"),
                "Host db\n  HostName 127.0.0.1\n  ProxyJump bastion.example.com:"
                        + bastion.address().getPort());
        Files.writeString(directory.resolve("known_hosts"), bastion.knownAs("bastion.example.com"));
        return SshTunnels.builder()
                .configFile(directory.resolve("config"))
                .knownHosts(directory.resolve("known_hosts"))
                .identities(List.of(directory.resolve("no-such-key")));
    }

    private static HappyConnector connector(SshTunnels tunnels) {
        return HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of("bastion.example.com", List.of(ipv4(1)))))
                .connectTimeout(java.time.Duration.ofSeconds(60))
                .route(tunnels)
                .build();
    }
}
