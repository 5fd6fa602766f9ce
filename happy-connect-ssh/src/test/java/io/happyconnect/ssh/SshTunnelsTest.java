package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.HappyConnector;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;

/** Names of an SSH configuration and what is behind jump hosts, against servers that really are. */
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {"CompletableFutureDelayScheduler", "ForkJoinPool", "sshd-TcpIpServerChannel-ConnectorCleanup"})
class SshTunnelsTest extends BehindABastion {

    private final List<RaceReport> reports = new ArrayList<>();

    private HappyConnector connector() {
        return site.builder()
                .listener(new RaceListener() {
                    @Override
                    public void raceEnded(RaceReport report) {
                        synchronized (reports) {
                            reports.add(report);
                        }
                    }
                })
                .build();
    }

    @Test
    void aDatabaseBehindABastionIsReached() throws Exception {
        site.config(fiveLines());
        try (HappyConnector connector = connector();
                Socket socket = connector.connect("orders-db", port())) {
            echoes(socket, "select 1");
            assertThat(bastion.users).containsExactly("kim");
            assertThat(bastion.asked).containsExactly("127.0.0.1:" + port());
        }
        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).summary())
                .contains("connected orders-db:" + port() + " via ssh://kim@bastion.example.com:")
                .contains(" to 127.0.0.1:" + port());
    }

    @Test
    void aHostThatIsNotMentionedIsReachedAsEver() throws Exception {
        site.config(fiveLines());
        try (HappyConnector connector = connector();
                Socket socket = connector.connect("127.0.0.1", port())) {
            echoes(socket, "direct");
        }
        assertThat(bastion.sessions).hasValue(0);
    }

    @Test
    void aHostWithoutAJumpIsAnAliasOfItsHostName() throws Exception {
        site.host("real.example.com", ipv4(1)).config("Host db-*\n  HostName real.example.com\n");
        try (HappyConnector connector = connector();
                Socket socket = connector.connect("db-7", port())) {
            echoes(socket, "direct");
        }
        assertThat(reports.get(0).summary()).contains("(db-7 -> real.example.com)");
    }

    @Test
    void ofTwoJumpHostsTheDeadOneIsLeftBehind() throws Exception {
        try (LoopbackHost hole = LoopbackHost.builder().blackHole(ipv4(2)).open()) {
            site.host("dead.example.com", ipv4(2))
                    .config("""
                            Host db-via-dead
                              HostName 127.0.0.1
                              ProxyJump dead.example.com:%d
                            Host db-via-bastion
                              HostName 127.0.0.1
                              ProxyJump bastion.example.com:%d
                            """.formatted(hole.port(), bastion.address().getPort()));
            try (HappyConnector connector = HappyConnector.builder()
                    .resolver(io.happyconnect.resolve.StaticHosts.of(
                            Map.of("dead.example.com", List.of(ipv4(2)), "bastion.example.com", List.of(ipv4(1)))))
                    .connectTimeout(Duration.ofSeconds(60))
                    .route(Aliases.of(Map.of("orders-db", List.of("db-via-dead", "db-via-bastion"))))
                    .route(site.tunnels())
                    .build()) {
                long before = System.nanoTime();
                try (Socket socket = connector.connect("orders-db", port())) {
                    assertThat(System.nanoTime() - before)
                            .isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(20));
                    echoes(socket, "select 1");
                }
            }
        }
    }

    @Test
    void theAddressesOfAJumpHostAreRaced() throws Exception {
        try (LoopbackHost hole = LoopbackHost.builder().blackHole(ipv4(2)).open()) {
            try (EmbeddedSshd second = new EmbeddedSshd(ipv4(3), hole.port(), bastion.hostKey())
                    .letsIn(site.key().getPublic())) {
                site.host("two.example.com", ipv4(2), ipv4(3))
                        .knownHosts(second.knownAs("two.example.com"))
                        .config("Host orders-db\n  HostName 127.0.0.1\n  ProxyJump two.example.com:" + hole.port());
                try (HappyConnector connector = connector();
                        Socket socket = connector.connect("orders-db", port())) {
                    echoes(socket, "select 1");
                }
            }
        }
    }

    @Test
    void jumpHostsBehindJumpHostsAreReachedThroughThem() throws Exception {
        try (EmbeddedSshd inner = new EmbeddedSshd().letsIn(site.key().getPublic())) {
            site.knownHosts(bastion.knownAs("bastion.example.com"), inner.knownAs("127.0.0.1"))
                    .config(fiveLines() + """
                            Host inner
                              HostName 127.0.0.1
                              Port %d
                              User lee
                              ProxyJump bastion
                            Host deep-db
                              HostName 127.0.0.1
                              ProxyJump inner
                            Host flat-db
                              HostName 127.0.0.1
                              ProxyJump bastion,inner
                            """.formatted(inner.address().getPort()));
            try (HappyConnector connector = connector();
                    Socket deep = connector.connect("deep-db", port());
                    Socket flat = connector.connect("flat-db", port())) {
                echoes(deep, "deep");
                echoes(flat, "flat");
            }
            assertThat(bastion.asked)
                    .containsOnly("127.0.0.1:" + inner.address().getPort());
            assertThat(inner.users).containsExactly("lee");
            // Both went through the very same sessions.
            assertThat(bastion.sessions).hasValue(1);
            assertThat(inner.sessions).hasValue(1);
        }
    }

    @Test
    void aDriverThatTakesASocketFactoryGoesThroughTheTunnel() throws Exception {
        site.config(fiveLines());
        try (HappyConnector connector = connector();
                Socket socket = connector.socketFactory().createSocket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            socket.connect(InetSocketAddress.createUnresolved("orders-db", port()), 20_000);
            echoes(socket, "startup message");
            assertThat(socket.getSoTimeout()).isEqualTo(20_000);
        }
    }

    @Test
    void theConfigurationIsReadAgainWhenItHasChanged() throws Exception {
        site.config("");
        try (HappyConnector connector = connector()) {
            assertThat(catchThrowableOfType(IOException.class, () -> connector.connect("orders-db", port())))
                    .isInstanceOf(io.happyconnect.UnresolvedTargetException.class);
            site.config(fiveLines());
            try (Socket socket = connector.connect("orders-db", port())) {
                echoes(socket, "now");
            }
            // An included file counts as well, even if only its time has changed.
            Path included = directory.resolve("more.conf");
            Files.writeString(included, "Host other-db\n  HostName 127.0.0.1\n  ProxyJump kim@bastion\n");
            site.config("Include " + included + "\n" + fiveLines());
            connector.connect("other-db", port()).close();
            Files.writeString(included, "Host anthr-db\n  HostName 127.0.0.1\n  ProxyJump kim@bastion\n");
            Files.setLastModifiedTime(included, FileTime.fromMillis(1_000_000_000_000L));
            connector.connect("anthr-db", port()).close();
        }
    }

    @Test
    void ed25519KeysAreUnderstood() throws Exception {
        java.security.KeyPair key =
                SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
        Path home = Files.createDirectory(directory.resolve("ed"));
        try (SshSite other = new SshSite(home, key);
                EmbeddedSshd server = new EmbeddedSshd(ipv4(1), 0, key).letsIn(key.getPublic())) {
            other.host("bastion.example.com", ipv4(1))
                    .knownHosts(server.knownAs("bastion.example.com"))
                    .config("Host orders-db\n  HostName 127.0.0.1\n  ProxyJump bastion.example.com:"
                            + server.address().getPort());
            try (HappyConnector connector = other.builder().build();
                    Socket socket = connector.connect("orders-db", port())) {
                echoes(socket, "select 1");
            }
        }
    }
}
