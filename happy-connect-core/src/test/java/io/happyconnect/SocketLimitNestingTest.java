package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.route.RouteLayer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Races that are parts of an attempt, under the limit that the races around them fill. */
@LeaksNothing
class SocketLimitNestingTest {

    /** A way through another race, as a proxy by name is. */
    private record Way(Dial begin) implements DialableCandidate {

        @Override
        public @Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return true;
        }

        @Override
        public Dial newDial() {
            return begin;
        }
    }

    private static RouteLayer directFirst(LoopbackHost silent, LoopbackHost proxy) {
        return (target, below, answers) -> {
            Target proxyTarget = Target.of(proxy.addresses().get(0).getHostAddress(), proxy.port());
            answers.found(List.of(
                    new AddressCandidate(silent.addresses().get(0), silent.port()), new Way(below.dial(proxyTarget))));
            answers.done();
            return Lookup.ended();
        };
    }

    @ParameterizedTest
    @CsvSource({"2,1", "2,4", "3,6", "8,6", "8,24"})
    void aSilentAddressDoesNotKeepTheSocketThatTheWayAroundItNeeds(int limit, int races) throws Exception {
        List<BlockedCall<Socket>> calls = new ArrayList<>();
        try (LoopbackHost silent = LoopbackHost.builder().blackHole(ipv4(4)).open();
                LoopbackHost proxy = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .connectTimeout(Duration.ofSeconds(15))
                        .maxSocketsInFlight(limit)
                        .route(directFirst(silent, proxy))
                        .build()) {
            for (int i = 0; i < races; i++) {
                calls.add(BlockedCall.of(() -> connector.connect(Target.of("nest.test", 80))));
            }
            for (BlockedCall<Socket> each : calls) {
                try (Socket socket = each.result()) {
                    assertThat(socket.getPort()).isEqualTo(proxy.port());
                }
            }
        }
    }

    /** As {@link Dial#connect} warns. */
    @Test
    void aWayThatCallsTheConnectorItselfWaitsAsAFirstTry() throws Exception {
        AtomicReference<HappyConnector> own = new AtomicReference<>();
        try (LoopbackHost silent = LoopbackHost.builder().blackHole(ipv4(4)).open();
                LoopbackHost proxy = LoopbackHost.builder().echoing(ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .connectTimeout(Duration.ofMillis(800))
                        .maxSocketsInFlight(2)
                        .route((target, below, answers) -> {
                            if (!target.host().equals("nest.test")) {
                                return below.resolve(target, answers);
                            }
                            answers.found(List.of(
                                    new AddressCandidate(silent.addresses().get(0), silent.port()),
                                    new Way(new Asking(own, proxy))));
                            answers.done();
                            return Lookup.ended();
                        })
                        .build()) {
            own.set(connector);
            assertThatExceptionOfType(ConnectTimeoutException.class)
                    .isThrownBy(() -> connector.connect(Target.of("nest.test", 80)))
                    .withStackTraceContaining("maxSocketsInFlight");
        }
    }

    private record Asking(AtomicReference<HappyConnector> own, LoopbackHost proxy) implements Dial {

        @Override
        public Socket connect() throws IOException {
            ConnectOptions options =
                    ConnectOptions.defaults().withAddresses(proxy.addresses()).withTimeout(Duration.ofMillis(200));
            return own.get().connect(Target.of("proxy.test", proxy.port()), options);
        }

        @Override
        public void cancel() {}
    }
}
