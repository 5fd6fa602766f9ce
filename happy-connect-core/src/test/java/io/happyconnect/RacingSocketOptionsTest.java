package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Options of the unconnected socket of the factory, apart from what {@link SocketFidelityTest} compares. */
@LeaksNothing
class RacingSocketOptionsTest {

    @Test
    void optionsSetWhileTheRaceRunsReachTheWinner() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(Names.all(host.addresses()))
                        .connectionAttemptDelay(Duration.ofMillis(500))
                        .build();
                Socket socket = connector.socketFactory().createSocket()) {
            BlockedCall<?> connect = BlockedCall.of(() -> {
                socket.connect(InetSocketAddress.createUnresolved("hole.test", host.port()));
                return null;
            });
            connect.awaitIn("connect");
            socket.setSoTimeout(4_321);
            socket.setTcpNoDelay(true);
            assertThat(socket.getTcpNoDelay()).isTrue();
            connect.result();
            assertThat(socket.getInetAddress()).isEqualTo(ipv4(2));
            assertThat(socket.getSoTimeout()).isEqualTo(4_321);
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void whatClientsSetBeforeTheyConnectOpensNoDescriptor() throws IOException {
        try (HappyConnector connector = HappyConnector.create()) {
            long before = openSockets();
            Socket socket = connector.socketFactory().createSocket();
            socket.setSoTimeout(1_000);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setReuseAddress(true);
            socket.setSoLinger(true, 1);
            socket.setSendBufferSize(10_000);
            socket.setReceiveBufferSize(10_000);
            socket.setTrafficClass(8);
            assertThat(socket.getSoTimeout()).isEqualTo(1_000);
            assertThat(openSockets()).isEqualTo(before);
            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(openSockets()).isEqualTo(before);
        }
    }

    private static long openSockets() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors)
                .as("***** SKIPPED: the system does not list descriptors *****")
                .isDirectory();
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(RacingSocketOptionsTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
