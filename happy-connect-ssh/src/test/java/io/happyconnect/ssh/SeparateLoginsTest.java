package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever logs in to one bastion with different keys has different sessions. */
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {"CompletableFutureDelayScheduler", "sshd-TcpIpServerChannel-ConnectorCleanup"})
class SeparateLoginsTest {

    @TempDir
    private Path directory;

    private SshSite site;
    private EmbeddedSshd bastion;
    private EchoServer database;
    private SshTunnels tunnels;
    private KeyPair readersKey;
    private KeyPair writersKey;

    @BeforeEach
    void open() throws Exception {
        site = new SshSite(directory);
        readersKey = key("reader");
        writersKey = key("writer");
        bastion = new EmbeddedSshd().letsIn(readersKey.getPublic()).letsIn(writersKey.getPublic());
        database = new EchoServer();
        site.host("bastion.example.com", ipv4(1)).knownHosts(bastion.knownAs("bastion.example.com"));
        tunnels = site.tunnelBuilder().identities(List.of()).build();
    }

    @AfterEach
    void close() throws Exception {
        tunnels.close();
        site.close();
        database.close();
        bastion.close();
    }

    private KeyPair key(String name) throws Exception {
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        return key;
    }

    private HappyConnector connector() {
        return site.builder(tunnels).build();
    }

    private String entries(String name, String key) {
        return """
                Host db-of-%1$s
                  HostName 127.0.0.1
                  ProxyJump bastion-of-%1$s
                Host bastion-of-%1$s
                  HostName bastion.example.com
                  Port %2$d
                  User kim
                  IdentitiesOnly yes
                  IdentityFile %3$s
                """.formatted(name, bastion.address().getPort(), directory.resolve(key));
    }

    private void echoes(HappyConnector connector, String host) throws IOException {
        try (Socket socket = connector.connect(host, database.address().getPort())) {
            socket.getOutputStream().write(7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void twoEntriesWithDifferentIdentitiesLogInEachWithItsOwn() throws Exception {
        site.config(entries("reader", "reader") + entries("writer", "writer") + entries("other", "writer"));
        try (HappyConnector connector = connector()) {
            echoes(connector, "db-of-reader");
            assertThat(bastion.keys).containsExactly(readersKey.getPublic());
            echoes(connector, "db-of-writer");
            assertThat(bastion.keys).containsExactlyInAnyOrder(readersKey.getPublic(), writersKey.getPublic());
            echoes(connector, "db-of-other");
            assertThat(bastion.sessions).hasValue(2);
        }
    }

    @Test
    void anIdentityThatHasChangedLogsInAnew() throws Exception {
        site.config(entries("team", "reader"));
        try (HappyConnector connector = connector()) {
            echoes(connector, "db-of-team");
            site.config("# what they may has changed\n" + entries("team", "writer"));
            echoes(connector, "db-of-team");
            assertThat(bastion.keys).containsExactlyInAnyOrder(readersKey.getPublic(), writersKey.getPublic());
            assertThat(bastion.sessions).hasValue(2);
        }
    }
}
