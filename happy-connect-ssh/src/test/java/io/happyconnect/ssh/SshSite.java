package io.happyconnect.ssh;

import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.resolve.StaticHosts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** The files of a user, and a connector that goes by them. */
final class SshSite implements AutoCloseable {

    private final Path directory;
    private final KeyPair key;
    private final Map<String, List<InetAddress>> hosts = new HashMap<>();
    private SshTunnels tunnels;

    SshSite(Path directory) throws Exception {
        this(directory, KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256));
    }

    SshSite(Path directory, KeyPair key) throws Exception {
        this.directory = directory;
        this.key = key;
        try (OutputStream out = Files.newOutputStream(identity())) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        config("");
        knownHosts();
    }

    KeyPair key() {
        return key;
    }

    Path identity() {
        return directory.resolve("id_test");
    }

    Path configFile() {
        return directory.resolve("config");
    }

    SshSite config(String text) throws IOException {
        Files.writeString(configFile(), text);
        return this;
    }

    SshSite knownHosts(String... lines) throws IOException {
        Files.write(directory.resolve("known_hosts"), List.of(lines));
        return this;
    }

    SshSite host(String name, InetAddress... addresses) {
        hosts.put(name, List.of(addresses));
        return this;
    }

    SshTunnels.Builder tunnelBuilder() {
        return SshTunnels.builder()
                .configFile(configFile())
                .knownHosts(directory.resolve("known_hosts"))
                .identities(List.of(identity()))
                .withoutAgent();
    }

    SshTunnels tunnels() {
        if (tunnels == null) {
            tunnels = tunnelBuilder().build();
        }
        return tunnels;
    }

    HappyConnectorBuilder builder() {
        return builder(tunnels());
    }

    HappyConnectorBuilder builder(SshTunnels through) {
        return HappyConnector.builder()
                .resolver(StaticHosts.of(hosts))
                .connectTimeout(java.time.Duration.ofSeconds(60))
                .route(through);
    }

    @Override
    public void close() {
        if (tunnels != null) {
            tunnels.close();
        }
    }
}
