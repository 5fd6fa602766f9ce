package io.happyconnect.boot.autoconfigure;

import io.happyconnect.testsupport.Loopback;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** An SSH server that connects to whatever it is asked for, and the files of a user who may log in to it. */
final class Bastion implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Path directory;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Bastion(Path directory) throws Exception {
        this.directory = directory;
        KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        KeyPair hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        server.setHost(Loopback.ipv4(1).getHostAddress());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, offered, session) -> KeyUtils.compareKeys(key.getPublic(), offered));
        server.setForwardingFilter(new AcceptAllForwardingFilter() {
            @Override
            protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
                asked.add(target.getHostName() + ":" + target.getPort());
                return true;
            }
        });
        server.start();
        try (OutputStream out = Files.newOutputStream(directory.resolve("id_orders"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        Files.writeString(
                directory.resolve("known_hosts"),
                "[bastion.example.com]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic()));
        Files.writeString(
                directory.resolve("ssh_config"), """
                Host *.internal.test
                  HostName 127.0.0.1
                  ProxyJump bastion

                Host bastion
                  HostName bastion.example.com
                  Port %d
                  User orders
                  IdentityFile %s
                """.formatted(server.getPort(), directory.resolve("id_orders")));
    }

    /** The properties by which the user's application knows it. */
    String[] properties() {
        return new String[] {
            "happy-connect.hosts.bastion.example.com=127.0.0.1",
            "happy-connect.ssh.enabled=true",
            "happy-connect.ssh.agent=",
            "happy-connect.ssh.config-file=" + directory.resolve("ssh_config"),
            "happy-connect.ssh.known-hosts=" + directory.resolve("known_hosts")
        };
    }

    /** {@return what a race through it says of the way to a port of 127.0.0.1} */
    String wayTo(int port) {
        return "ssh://orders@bastion.example.com:" + server.getPort() + " to 127.0.0.1:" + port;
    }

    /** {@return where it has been asked to connect to} */
    List<String> asked() {
        return asked;
    }

    /** Everything that is connected is cut off. */
    void cutOff() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws Exception {
        server.stop(true);
    }
}
