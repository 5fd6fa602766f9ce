package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.ConnectOptions;
import io.happyconnect.ConnectTimeoutException;
import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;

/** What can go wrong on the way through a jump host, and what is said then. */
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {
            "CompletableFutureDelayScheduler",
            "ForkJoinPool",
            "OkHttp",
            "Okio",
            "sshd-TcpIpServerChannel-ConnectorCleanup"
        })
class RefusedTunnelsTest extends BehindABastion {

    private HappyConnector connector() {
        return site.builder().build();
    }

    @Test
    void anUnknownHostKeyIsRefusedAndNamed() throws Exception {
        site.config(fiveLines()).knownHosts();
        try (HappyConnector connector = connector()) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                    .hasMessageContaining("no way to the jump host kim@bastion.example.com:")
                    .hasMessageContaining("its host key is unknown: ecdsa-sha2-nistp256 SHA256:")
                    .hasMessageContaining("known_hosts");
        }
        assertThat(bastion.users).isEmpty();
        assertThat(Files.readString(directory.resolve("known_hosts"))).isEmpty();
    }

    @Test
    void aChangedHostKeyIsRefusedAndBothAreNamed() throws Exception {
        String line = bastion.knownAs("bastion.example.com");
        String other = org.apache.sshd.common.config.keys.PublicKeyEntry.toString(
                KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256).getPublic());
        site.config(fiveLines()).knownHosts(line.substring(0, line.indexOf(' ') + 1) + other);
        try (HappyConnector connector = connector()) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                    .hasMessageContaining("its host key has changed, somebody may be listening in:")
                    .hasMessageContaining("it shows ecdsa-sha2-nistp256 SHA256:")
                    .hasMessageContaining("not ecdsa-sha2-nistp256 SHA2");
        }
        assertThat(bastion.users).isEmpty();
    }

    @Test
    void aUserWhoIsNotLetInIsToldWithWhatHeTried() throws Exception {
        try (EmbeddedSshd strict = new EmbeddedSshd()) {
            site.knownHosts(strict.knownAs("bastion.example.com"))
                    .config("Host orders-db\n  HostName 127.0.0.1\n  ProxyJump kim@bastion.example.com:"
                            + strict.address().getPort());
            try (HappyConnector connector = connector()) {
                assertThat(catchThrowableOfType(
                                ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                        .hasMessageContaining("it does not let kim in with the keys of [" + site.identity() + "]");
            }
        }
    }

    @Test
    void aChannelThatIsRefusedIsAFailedAttemptAndTheSessionStays() throws Exception {
        site.config(fiveLines());
        bastion.refusesChannels = true;
        try (HappyConnector connector = connector()) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                    .hasMessageContaining("jump host kim@bastion.example.com:")
                    .hasMessageContaining(
                            "does not connect to 127.0.0.1:" + port() + ": permission denied by its rules");
            bastion.refusesChannels = false;
            try (Socket socket = connector.connect("orders-db", port())) {
                echoes(socket, "after all");
            }
        }
        assertThat(bastion.sessions).hasValue(1);
    }

    @Test
    void aTargetThatRefusesBehindTheBastionIsAFailedAttempt() throws Exception {
        site.config(fiveLines());
        try (LoopbackHost refusing = LoopbackHost.builder().refusing(ipv4(1)).open();
                HappyConnector connector = connector()) {
            assertThat(catchThrowableOfType(
                            ConnectFailedException.class, () -> connector.connect("orders-db", refusing.port())))
                    .hasMessageContaining("does not connect to 127.0.0.1:" + refusing.port());
        }
    }

    @Test
    void aBastionThatIsSilentEndsAtTheDeadline() throws Exception {
        try (io.happyconnect.testsupport.ScriptedServer silent = new io.happyconnect.testsupport.ScriptedServer(
                connection -> connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()))) {
            site.config(
                    "Host orders-db\n  ProxyJump 127.0.0.1:" + silent.address().getPort());
            try (HappyConnector connector = connector()) {
                assertThat(catchThrowableOfType(
                                ConnectTimeoutException.class,
                                () -> connector.connect(
                                        Target.of("orders-db", port()),
                                        ConnectOptions.defaults().withTimeout(Duration.ofMillis(300)))))
                        .hasMessageContaining("1 without an answer");
            }
        }
    }

    private void protectTheKey() throws Exception {
        OpenSSHKeyEncryptionContext passphrase = new OpenSSHKeyEncryptionContext();
        passphrase.setPassword("geheim");
        passphrase.setCipherType("256");
        try (OutputStream out = Files.newOutputStream(site.identity())) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(site.key(), "test", passphrase, out);
        }
    }

    @Test
    void whoKnowsThePassphraseOfAKeyIsLetIn() throws Exception {
        protectTheKey();
        site.config(fiveLines());
        List<Path> asked = new CopyOnWriteArrayList<>();
        try (SshTunnels tunnels = site.tunnelBuilder()
                        .passphrases(file -> {
                            asked.add(file);
                            return "geheim";
                        })
                        .build();
                HappyConnector connector = site.builder(tunnels).build();
                Socket socket = connector.connect("orders-db", port())) {
            socket.getOutputStream().write(7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
        assertThat(asked).containsOnly(site.identity());
    }

    @Test
    void aWrongPassphraseIsAnErrorThatDoesNotRepeatIt() throws Exception {
        protectTheKey();
        site.config(fiveLines());
        try (SshTunnels tunnels =
                        site.tunnelBuilder().passphrases(file -> "falsch").build();
                HappyConnector connector = site.builder(tunnels).build()) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                    .hasMessageContaining(site.identity().toString())
                    .hasMessageContaining("passphrase")
                    .hasMessageNotContaining("falsch");
        }
    }

    @Test
    void aKeyWithAPassphraseIsNamed() throws Exception {
        protectTheKey();
        site.config(fiveLines());
        try (HappyConnector connector = connector()) {
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                    .hasMessageContaining("kim")
                    .hasMessageContaining(site.identity().toString())
                    .hasMessageContaining("passphrase");
        }
    }
}
