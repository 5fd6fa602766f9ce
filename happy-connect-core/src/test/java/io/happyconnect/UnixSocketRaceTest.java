package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Aliases;
import io.happyconnect.route.ProxyServer;
import io.happyconnect.route.RouteLayer;
import io.happyconnect.route.UnixSockets;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unix domain sockets in races for channels. */
@LeaksNothing(withinMillis = 10_000)
class UnixSocketRaceTest {

    @TempDir
    private Path directory;

    private final RecordingListener listener = new RecordingListener();

    private Path path() {
        return directory.resolve("app.sock");
    }

    private ServerSocketChannel listen(int backlog) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path()), backlog);
        return server;
    }

    private HappyConnector connector(String... targets) {
        return HappyConnector.builder()
                .listener(listener)
                .resolver(StaticHosts.of(Map.of()))
                .route(Aliases.of(Map.of("app", List.of(targets))))
                .route(UnixSockets.of(Map.of("sidecar", "unix:" + path())))
                .build();
    }

    @Test
    void aBlockingConnectGivesAChannelOfTheSocket() throws IOException {
        try (ServerSocketChannel server = listen(10);
                HappyConnector connector = connector("sidecar");
                SocketChannel channel = connector.connectChannel("sidecar", 80);
                SocketChannel accepted = server.accept()) {
            assertThat(channel.isBlocking()).isTrue();
            channel.write(ByteBuffer.wrap(new byte[] {7}));
            ByteBuffer read = ByteBuffer.allocate(1);
            accepted.read(read);
            assertThat(read.get(0)).isEqualTo((byte) 7);
        }
        assertThat(listener.onlyReport().summary()).contains("via unix:" + path());
    }

    @Test
    void aFutureGivesOneToo() throws Exception {
        try (ServerSocketChannel server = listen(10);
                HappyConnector connector = connector("sidecar");
                SocketChannel channel = connector.connectAsync("app", 80).get(20, TimeUnit.SECONDS)) {
            assertThat(server).isNotNull();
            assertThat(channel.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
        }
    }

    @Test
    void aSocketThatIsNotThereIsAFailedAttemptAndTheNextIsTried() throws IOException {
        try (EchoServer echo = new EchoServer();
                HappyConnector connector =
                        connector("sidecar", "127.0.0.1:" + echo.address().getPort());
                SocketChannel channel = connector.connectChannel("app", 80)) {
            assertThat(channel.socket().getInetAddress()).isEqualTo(ipv4(1));
        }
        assertThat(listener.onlyReport().attempts()).isNotEmpty();
    }

    @Test
    void aSocketNobodyListensToRefuses() throws IOException {
        listen(1).close();
        assertThat(Files.exists(path())).isTrue();
        try (HappyConnector connector = connector("sidecar")) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> connector.connectChannel("sidecar", 80));
            assertThat(failure).hasMessageContaining("unix:" + path()).hasMessageContaining("Connection refused");
        }
    }

    @Test
    void aBacklogThatIsFullIsAFailedAttemptAndNoConnection() throws IOException {
        List<SocketChannel> taken = new ArrayList<>();
        try (ServerSocketChannel server = listen(1);
                HappyConnector connector = connector("sidecar")) {
            ConnectFailedException failure = null;
            while (failure == null && taken.size() < 50) {
                try {
                    taken.add(connector.connectChannel("sidecar", 80));
                } catch (ConnectFailedException full) {
                    failure = full;
                }
            }
            assertThat(server.isOpen()).isTrue();
            assertThat(failure.getMessage())
                    .containsAnyOf("Resource temporarily unavailable", "takes no more connections at the moment");
        } finally {
            for (SocketChannel each : taken) {
                each.close();
            }
        }
    }

    @Test
    void aPlainSocketCannotBeHad() throws IOException {
        try (ServerSocketChannel server = listen(1);
                HappyConnector connector = connector("sidecar")) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("sidecar", 80));
            assertThat(failure).hasMessageContaining("can be had as a channel only");
            assertThat(causes(failure)).containsExactly(FailureCause.ADDRESS_FAMILY_NOT_SUPPORTED);
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void aSocketIsATargetByItselfWhateverLayersThereAre() throws Exception {
        RouteLayer elsewhere = (target, below, answers) -> {
            throw new AssertionError("asked for " + target);
        };
        try (ServerSocketChannel server = listen(10);
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .route(elsewhere)
                        .build();
                SocketChannel blocking = connector.connectChannel(Target.parse("unix:" + path()));
                SocketChannel async =
                        connector.connectAsync(Target.unix(path())).get(20, TimeUnit.SECONDS)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(blocking.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
            assertThat(async.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
        }
        assertThat(listener.reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.summary())
                        .startsWith("connected unix:" + path() + " via unix:" + path() + " in "));
    }

    @Test
    void aSocketThatTheCallerNamesIsRefusedWhereverAddressesAreFiltered() throws Exception {
        Target named = Target.parse("unix:" + path());
        List<AddressFilter> filters =
                List.of(address -> true, address -> false, AddressPolicy.publicOnly(), AddressPolicy.deny());
        try (ServerSocketChannel server = listen(10)) {
            for (AddressFilter filter : filters) {
                ConnectOptions ofTheCall = ConnectOptions.defaults().withAddressFilter(filter);
                try (HappyConnector filtering =
                                HappyConnector.builder().addressFilter(filter).build();
                        HappyConnector open = HappyConnector.create();
                        HappyConnector byTarget = HappyConnector.builder()
                                .targetOptions(target -> ofTheCall)
                                .build()) {
                    refusesUnfilteredSocket(() -> filtering.connectChannel(named));
                    refusesUnfilteredSocket(() -> open.connectChannel(named, ofTheCall));
                    refusesUnfilteredSocket(() -> byTarget.connectChannel(named));
                    refusesUnfilteredSocket(() -> ended(filtering.connectAsync(named)));
                    refusesUnfilteredSocket(() -> ended(open.connectAsync(named, ofTheCall)));
                }
            }
            assertThat(server.configureBlocking(false)).isNotNull();
            assertThat(server.accept()).as("a connection").isNull();
        }
    }

    private static void ended(CompletableFuture<SocketChannel> future) throws Throwable {
        try {
            future.get(20, TimeUnit.SECONDS).close();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private void refusesUnfilteredSocket(ThrowingCallable connect) {
        assertThat(catchThrowableOfType(UnresolvedTargetException.class, connect))
                .hasMessageContaining("its only address is refused: unix:" + path()
                        + " by the address filter, which cannot judge a path: allowed are names that Aliases or"
                        + " UnixSockets give it");
    }

    @Test
    void aSocketThatTheCallerNamesIsReachedByAFilterThatIsNone() throws Exception {
        ConnectOptions all = ConnectOptions.defaults().withAddressFilter(AddressFilter.acceptAll());
        try (ServerSocketChannel server = listen(10);
                HappyConnector connector = HappyConnector.builder()
                        .addressFilter(AddressFilter.acceptAll())
                        .build();
                SocketChannel channel = connector.connectChannel(Target.unix(path()), all)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(channel.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
        }
    }

    @Test
    void aSocketThatTheOperatorNamedIsReachedPastAFilter() throws Exception {
        try (ServerSocketChannel server = listen(10);
                HappyConnector connector = HappyConnector.builder()
                        .addressFilter(AddressPolicy.publicOnly())
                        .resolver(StaticHosts.of(Map.of()))
                        .route(Aliases.of(Map.of("app", List.of("unix:" + path()))))
                        .route(UnixSockets.of(Map.of("sidecar", "unix:" + path())))
                        .build();
                SocketChannel alias = connector.connectChannel("app", 80);
                SocketChannel sidecar = connector.connectChannel("sidecar", 80)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(alias.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
            assertThat(sidecar.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
        }
    }

    @Test
    void addressesForASocketAreRefusedBeforeAnything() {
        ConnectOptions options = ConnectOptions.defaults().withAddresses(List.of(ipv4(1)));
        Target named = Target.parse("unix:/run/app.sock");
        try (HappyConnector connector =
                HappyConnector.builder().listener(listener).build()) {
            for (ThrowingCallable connect : List.<ThrowingCallable>of(
                    () -> connector.connectChannel(named, options),
                    () -> connector.raceChannel(named, options),
                    () -> connector.connectAsync(named, options))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(connect)
                        .withMessage(
                                "addresses are [/127.0.0.1] for unix:/run/app.sock, which is a Unix domain socket and has"
                                        + " none: allowed is withoutAddresses(), or a host and a port as the target");
            }
        }
        assertThat(listener.reports).isEmpty();
    }

    @Test
    void aSocketIsATargetOfAnAliasAndTheLayersInBetweenAreNotAsked() throws Exception {
        RouteLayer everything = (target, below, answers) -> {
            assertThat(target.unixSocket()).isEmpty();
            return below.resolve(target, answers);
        };
        try (ServerSocketChannel server = listen(10);
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .resolver(StaticHosts.of(Map.of()))
                        .route(Aliases.of(
                                Map.of("app", List.of("inner", "127.0.0.1:9"), "inner", List.of("unix:" + path()))))
                        .route(everything)
                        .build();
                SocketChannel channel = connector.connectChannel("app", 80)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(channel.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path()));
            assertThat(connector.isReachedByAddress("app")).isFalse();
        }
        assertThat(listener.onlyReport().summary())
                .contains("via unix:" + path() + " (app -> inner -> unix:" + path() + ")");
        assertThat(listener.onlyReport().winner().orElseThrow().candidate().kind())
                .isEqualTo(CandidateKind.UNIX_SOCKET);
    }

    @Test
    void aPlainSocketToItIsRefusedBeforeAnything() {
        try (HappyConnector connector =
                HappyConnector.builder().listener(listener).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> connector.connect(Target.parse("unix:/run/app.sock")))
                    .withMessageContaining("target unix:/run/app.sock is a Unix domain socket")
                    .withMessageContaining("allowed are connectChannel and connectAsync");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> connector.connectChannel("unix:/run/app.sock", 80))
                    .withMessageContaining("pass it to Target.parse");
        }
        assertThat(listener.reports).isEmpty();
    }

    @Test
    void aSocketThatIsNotThereFailsAndSaysWhich() {
        try (HappyConnector connector = connector("sidecar")) {
            ConnectFailedException failure = catchThrowableOfType(
                    ConnectFailedException.class, () -> connector.connectChannel(Target.parse("unix:" + path())));
            assertThat(failure).hasMessageStartingWith("cannot connect to unix:" + path() + ": 1 address tried");
            assertThat(causes(failure)).containsExactly(FailureCause.NO_SUCH_FILE);
        }
    }

    @Test
    void aProxyIsNotAtASocket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyServer.http(Target.parse("unix:/run/proxy.sock")))
                .withMessageContaining("must have a host and a port");
    }

    @Test
    void pathsAreTheSameSocket() {
        assertThat(new UnixSocketCandidate(Path.of("/run/a")))
                .isEqualTo(new UnixSocketCandidate(Path.of("/run/a")))
                .hasSameHashCodeAs(new UnixSocketCandidate(Path.of("/run/a")))
                .isNotEqualTo(new UnixSocketCandidate(Path.of("/run/b")))
                .hasToString("unix:/run/a");
    }

    @Test
    void whatIsNoNameOrNoPathIsRefused() {
        refuses("192.0.2.1", "unix:/run/a", "is an address");
        refuses("a", "/run/a", "allowed is unix: and an absolute path");
        refuses("a", "unix:run/a", "allowed is unix: and an absolute path");
        refuses("a", "unix:", "allowed is unix: and an absolute path");
        refuses("a b", "unix:/run/a", "host 'a b'");
    }

    private static List<FailureCause> causes(ConnectFailedException failure) {
        return failure.report().attempts().stream().map(AttemptReport::cause).toList();
    }

    private static void refuses(String name, String socket, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixSockets.of(Map.of(name, socket)))
                .withMessageContaining(words);
    }
}
