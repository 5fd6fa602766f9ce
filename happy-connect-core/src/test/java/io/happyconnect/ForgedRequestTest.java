package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.AddressKind;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Server-side request forgery: what a policy refuses is not reached, however it is written and whoever asks. The address
 * 127.0.0.1 stands for what is inside, 127.0.0.2 is allowed.
 */
@LeaksNothing
@Timeout(60)
class ForgedRequestTest {

    private static final AddressPolicy POLICY =
            AddressPolicy.deny(AddressKind.LOOPBACK).allowing("127.0.0.2");

    private EchoServer inside;
    private EchoServer outside;

    @BeforeEach
    void open() throws IOException {
        inside = new EchoServer(ipv4(1), 0);
        outside = new EchoServer(ipv4(2), inside.address().getPort());
    }

    @AfterEach
    void close() throws IOException {
        outside.close();
        inside.close();
    }

    private int port() {
        return inside.address().getPort();
    }

    private static HappyConnector connector(Resolver resolver) {
        return HappyConnector.builder().resolver(resolver).addressFilter(POLICY).build();
    }

    private static Resolver changing(List<List<InetAddress>> answers, AtomicInteger asked) {
        return (target, to) -> {
            List<InetAddress> next = answers.get(asked.getAndIncrement() % answers.size());
            to.found(Names.candidates(target, next));
            to.done();
            return Lookup.ended();
        };
    }

    @Test
    void theMessageSaysWhatRefusedAndTheReportHasIt() {
        try (HappyConnector connector = connector(Names.all(List.of(ipv4(1))))) {
            assertThatThrownBy(() -> connector.connect("site.test", 80))
                    .isInstanceOf(UnresolvedTargetException.class)
                    .hasMessage("no address to connect to for site.test: its only address is refused:"
                            + " 127.0.0.1:80 by the rule against loopback addresses")
                    .satisfies(thrown -> assertThat(
                                    ((ConnectFailure) thrown).report().summary())
                            .endsWith("1 address refused by the rule against loopback addresses"));
        }
    }

    @Test
    void aMessageNamesThreeOfMany() {
        List<InetAddress> many = List.of(ipv4(3), ipv4(4), ipv4(5), ipv4(6));
        try (HappyConnector connector = connector(Names.all(many))) {
            assertThatThrownBy(() -> connector.connect("site.test", 80))
                    .hasMessageContaining("each of its 4 addresses is refused: 127.0.0.3:80 by ")
                    .hasMessageEndingWith("127.0.0.5:80 by the rule against loopback addresses, ...");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::1]",
                "::1",
                "0:0:0:0:0:0:0:1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "0.0.0.0",
                "::",
                "[::ffff:0.0.0.0]",
                "::127.0.0.1",
                "::1%1",
                "2002:7f00:1::",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "2001:0:7f00:1::"
            })
    void aLiteralOfTheInsideIsRefused(String literal) {
        try (HappyConnector connector = connector(Names.all(List.of()))) {
            assertThatThrownBy(() -> connector.connect(literal, port()))
                    .isInstanceOf(UnresolvedTargetException.class)
                    .hasMessageContaining("by the rule against loopback addresses");
        }
        assertThat(inside.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.01",
                "127.0.0.1.", "１２７.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", " 127.0.0.1", "127.0.0.1 ", "127.0.0.1\n",
                        "[127.0.0.1]",
                "127.0.0.1%1", "127.0.0.1#@site.test", "user@127.0.0.1", "127.0.0.1/", "127.0.0.1\u0000.site.test"
            })
    void aSpellingThatOthersReadAsTheInsideIsNoHost(String host) {
        try (HappyConnector connector = connector(Resolver.system())) {
            assertThatThrownBy(() -> connector.connect(host, port())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> connector.lookup(host)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(inside.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "127.0.0.1", "::ffff:127.0.0.1", "localhost", "0"})
    void aSocketAddressThatTheJdkHasReadIsRefused(String host) throws IOException {
        try (HappyConnector connector = connector(Resolver.system());
                Socket socket = connector.socketFactory().createSocket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress(host, port())))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("by the rule against loopback addresses");
        }
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void everyWayOfTheSocketFactoryIsGuarded() {
        try (HappyConnector connector = connector(Names.all(List.of(ipv4(1))))) {
            var factory = connector.socketFactory();
            assertThatThrownBy(() -> factory.createSocket("site.test", port()))
                    .isInstanceOf(UnresolvedTargetException.class);
            assertThatThrownBy(() -> factory.createSocket("site.test", port(), ipv4(2), 0))
                    .isInstanceOf(UnresolvedTargetException.class);
            assertThatThrownBy(() -> factory.createSocket(ipv4(1), port()))
                    .isInstanceOf(UnresolvedTargetException.class);
            assertThatThrownBy(() -> factory.createSocket((String) null, port()))
                    .isInstanceOf(UnresolvedTargetException.class);
        }
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void channelsAreGuarded() {
        Target target = Target.of("site.test", port());
        try (HappyConnector connector = connector(Names.all(List.of(ipv4(1))))) {
            assertThatThrownBy(() -> connector.raceChannel(target, ConnectOptions.defaults()))
                    .isInstanceOf(UnresolvedTargetException.class)
                    .hasMessageContaining("by the rule against loopback addresses");
            assertThatThrownBy(() -> connector
                            .connectAsync(target, ConnectOptions.defaults())
                            .get())
                    .hasCauseInstanceOf(UnresolvedTargetException.class)
                    .hasMessageContaining("by the rule against loopback addresses");
            assertThatThrownBy(() -> connector
                            .connectAsync(Target.of("::ffff:127.0.0.1", port()), ConnectOptions.defaults())
                            .get())
                    .hasCauseInstanceOf(UnresolvedTargetException.class);
        }
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void givenAddressesAreGuardedAlsoInMappedAndScopedForms() throws IOException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        try (HappyConnector connector = connector(Names.all(List.of()))) {
            for (InetAddress address : List.of(
                    ipv4(1),
                    InetAddress.getByAddress("innocent.example.com", ipv4(1).getAddress()),
                    Inet6Address.getByAddress("innocent.example.com", mapped, 1),
                    Inet6Address.getByAddress(null, mapped, -1))) {
                ConnectOptions given = ConnectOptions.defaults().withAddresses(List.of(address));
                assertThatThrownBy(() -> connector.connect(Target.of("site.test", port()), given))
                        .isInstanceOf(UnresolvedTargetException.class);
                assertThatThrownBy(() -> connector.lookup("site.test", given))
                        .isInstanceOf(UnresolvedTargetException.class);
            }
        }
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void anAnswerOfBothReachesTheAllowedAddressOnly() throws IOException {
        try (HappyConnector connector = connector(Names.all(List.of(ipv4(1), ipv4(2))));
                Socket socket = connector.connect("site.test", port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void aNameThatChangesItsAnswerNeverLeadsInside() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        List<List<InetAddress>> answers = List.of(List.of(ipv4(2)), List.of(ipv4(1)));
        int connected = 0;
        int refused = 0;
        try (HappyConnector connector = connector(changing(answers, asked))) {
            for (int i = 0; i < 200; i++) {
                try (Socket socket = connector.connect("rebind.test", port())) {
                    assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
                    connected++;
                } catch (UnresolvedTargetException e) {
                    refused++;
                }
            }
        }
        // One lookup for each connect: what was checked is what was dialled, nobody asks in between.
        assertThat(asked).hasValue(200);
        assertThat(connected).isEqualTo(100);
        assertThat(refused).isEqualTo(100);
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void aLateAnswerIsCheckedLikeTheFirst() throws IOException {
        Resolver late = (target, answers) -> {
            answers.found(Names.candidates(target, List.of(ipv4(9)))); // refused by nobody listening there
            Thread thread = new Thread(() -> {
                answers.found(Names.candidates(target, List.of(ipv4(1))));
                answers.found(Names.candidates(target, List.of(ipv4(2))));
                answers.done();
            });
            thread.start();
            return Lookup.ended();
        };
        AddressPolicy alsoNine = POLICY.allowing("127.0.0.9");
        try (HappyConnector connector = HappyConnector.builder()
                        .resolver(late)
                        .addressFilter(alsoNine)
                        .build();
                Socket socket = connector.connect("late.test", port())) {
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
        }
        assertThat(inside.accepted()).isZero();
    }
}
