package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.AddressKind;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that lead inside now and then (DNS rebinding), by every way to connect: 127.0.0.1 is inside, 127.0.0.2 is allowed. */
@LeaksNothing
@Timeout(60)
class ForgedAnswersTest {

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

    /** Connects and says where to, each time in the next of all ways. */
    private InetAddress connected(HappyConnector connector, String host, int turn) throws Exception {
        Target target = Target.of(host, port());
        switch (turn % 3) {
            case 0 -> {
                try (Socket socket = connector.connect(target)) {
                    return socket.getInetAddress();
                }
            }
            case 1 -> {
                try (SocketChannel channel = connector.connectChannel(target)) {
                    return ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
                }
            }
            default -> {
                try (SocketChannel channel = connector.connectAsync(target).get()) {
                    return ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
                } catch (ExecutionException refused) {
                    throw (Exception) refused.getCause();
                }
            }
        }
    }

    private void neverLeadsInside(Resolver changing) throws Exception {
        int connected = 0;
        int refused = 0;
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(changing)
                .addressFilter(POLICY)
                .build()) {
            for (int i = 0; i < 300; i++) {
                try {
                    assertThat(connected(connector, "rebind.test", i / 2)).isEqualTo(ipv4(2));
                    connected++;
                } catch (UnresolvedTargetException e) {
                    refused++;
                }
            }
        }
        assertThat(connected).isEqualTo(150);
        assertThat(refused).isEqualTo(150);
        assertThat(inside.accepted()).isZero();
    }

    @Test
    void aNameThatChangesItsAnswerNeverLeadsInside() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        neverLeadsInside((target, answers) -> {
            answers.found(Names.candidates(target, List.of(ipv4(2 - asked.getAndIncrement() % 2))));
            answers.done();
            return Lookup.ended();
        });
        assertThat(asked).hasValue(300);
    }

    @Test
    void whatAResolverKnowsWithoutBeingAskedIsCheckedToo() throws Exception {
        List<List<AddressCandidate>> knows =
                List.of(List.of(new AddressCandidate(ipv4(2), port())), List.of(new AddressCandidate(ipv4(1), port())));
        AtomicInteger asked = new AtomicInteger();
        neverLeadsInside(new Resolver() {
            @Override
            public Lookup resolve(Target target, Answers answers) {
                answers.found(knows.get(1));
                answers.done();
                return Lookup.ended();
            }

            @Override
            public List<AddressCandidate> known(Target target) {
                return knows.get(asked.getAndIncrement() % 2);
            }
        });
        assertThat(asked).hasValue(300);
    }

    @Test
    void aliasesAreGuarded() {
        Map<String, List<String>> aliases =
                Map.of("literal.test", List.of("127.0.0.1"), "name.test", List.of("inside.test", "::ffff:127.0.0.1"));
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(Names.all(List.of(ipv4(1))))
                .addressFilter(POLICY)
                .route(Aliases.of(aliases))
                .build()) {
            for (String host : aliases.keySet()) {
                for (int way = 0; way < 3; way++) {
                    int turn = way;
                    assertThatThrownBy(() -> connected(connector, host, turn))
                            .isInstanceOf(UnresolvedTargetException.class)
                            .hasMessageContaining("by the rule against loopback addresses");
                }
            }
        }
        assertThat(inside.accepted()).isZero();
    }
}
