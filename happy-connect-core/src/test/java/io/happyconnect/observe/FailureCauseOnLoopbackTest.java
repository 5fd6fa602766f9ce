package io.happyconnect.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The failures that this machine produces without a packet leaving it, classified as they come. */
@LeaksNothing
class FailureCauseOnLoopbackTest {

    @Test
    void aPortWhereNobodyListensRefuses() throws IOException {
        try (RefusingPort port = new RefusingPort()) {
            assertThat(ofSocket(port.address(), 0)).isEqualTo(FailureCause.CONNECTION_REFUSED);
            assertThat(ofSocket(port.address(), 5_000)).isEqualTo(FailureCause.CONNECTION_REFUSED);
            assertThat(ofChannel(port.address())).isEqualTo(FailureCause.CONNECTION_REFUSED);
        }
    }

    @Test
    void aPortThatSaysNothingTimesOut() throws IOException {
        try (BlackHole port = new BlackHole()) {
            assertThat(ofSocket(port.address(), 20)).isEqualTo(FailureCause.TIMED_OUT);
        }
    }

    // Linux has no TCP to a group and says so as if there were no route, whatever the routes are.
    @Test
    @EnabledOnOs(OS.LINUX)
    void anAddressWithoutAWayIsAnUnreachableNetwork() throws IOException {
        InetSocketAddress group = new InetSocketAddress(InetAddress.getByName("233.252.0.1"), 9);

        assertThat(ofSocket(group, 1_000)).isEqualTo(FailureCause.NETWORK_UNREACHABLE);
        assertThat(ofChannel(group)).isEqualTo(FailureCause.NETWORK_UNREACHABLE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anAddressOfAnotherMachineCannotBeBound() throws IOException {
        try (Socket socket = new Socket()) {
            Throwable failure =
                    catchThrowable(() -> socket.bind(new InetSocketAddress(InetAddress.getByName("203.0.113.1"), 0)));

            assertThat(FailureCause.of(failure)).isEqualTo(FailureCause.ADDRESS_NOT_AVAILABLE);
        }
    }

    @Test
    void aPortInUseCannotBeBound() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, Loopback.ipv4(1));
                Socket socket = new Socket()) {
            Throwable failure = catchThrowable(() -> socket.bind(taken.getLocalSocketAddress()));

            assertThat(FailureCause.of(failure)).isEqualTo(FailureCause.ADDRESS_NOT_AVAILABLE);
        }
    }

    @Test
    void aChannelOfOneFamilyDoesNotSpeakTheOther() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET)) {
            Throwable failure = catchThrowable(() -> channel.connect(new InetSocketAddress(Loopback.ipv6(), 9)));

            assertThat(FailureCause.of(failure)).isEqualTo(FailureCause.ADDRESS_FAMILY_NOT_SUPPORTED);
        }
    }

    @Test
    void aPeerThatLingersForNothingResets() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, Loopback.ipv4(1));
                Socket socket = new Socket()) {
            socket.connect(server.getLocalSocketAddress(), 5_000);
            Socket peer = server.accept();
            peer.setSoLinger(true, 0);
            peer.close();
            Throwable failure = catchThrowable(() -> socket.getInputStream().read());

            assertThat(FailureCause.of(failure)).isEqualTo(FailureCause.CONNECTION_RESET);
        }
    }

    private static FailureCause ofSocket(SocketAddress address, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket()) {
            return FailureCause.of(catchThrowable(() -> socket.connect(address, timeoutMillis)));
        }
    }

    private static FailureCause ofChannel(SocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            return FailureCause.of(catchThrowable(() -> channel.connect(address)));
        }
    }
}
