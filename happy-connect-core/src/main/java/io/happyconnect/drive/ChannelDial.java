package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/** Sends the first packet of an attempt, without waiting. */
final class ChannelDial {

    private ChannelDial() {}

    /**
     * Begins to connect.
     *
     * @return a channel in non-blocking mode, {@linkplain SocketChannel#isConnected() connected} already, as over loopback, or
     *     somebody has to wait for it
     * @throws IOException if it has failed already; then it is closed
     */
    static SocketChannel begin(Candidate candidate, SocketSettings settings, Platform platform) throws IOException {
        if (candidate instanceof UnixSocketCandidate unix) {
            return begin(unix, platform);
        }
        if (!(candidate instanceof AddressCandidate address)) {
            throw new NoChannelException(candidate);
        }
        AddressFamily family = address.family();
        // Of its own family rather than of both: half a microsecond, and no IPv4-mapped addresses.
        SocketChannel channel = platform.openChannel(
                family == AddressFamily.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            settings.applyTo(channel, family);
            // Over loopback the answer is there by the time the call returns, but the call does not say so.
            boolean unused = channel.connect(address.socketAddress()) || channel.finishConnect();
            return channel;
        } catch (IOException | RuntimeException | Error failure) {
            close(channel);
            throw failure;
        }
    }

    // Here the kernel answers at once. "Not yet" would mean that the backlog is full, which never becomes a connection
    // by itself.
    private static SocketChannel begin(UnixSocketCandidate unix, Platform platform) throws IOException {
        SocketChannel channel = platform.openChannel(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (channel.connect(unix.socketAddress())) {
                return channel;
            }
            throw new ConnectException(unix + " takes no more connections at the moment");
        } catch (IOException | RuntimeException | Error failure) {
            close(channel);
            throw failure;
        }
    }

    /** The mode in which channels are opened. */
    static SocketChannel blocking(SocketChannel connected) {
        try {
            connected.configureBlocking(true);
        } catch (IOException failure) {
            Log.unexpected("in making a channel blocking", failure);
        }
        return connected;
    }

    // Whatever it throws must not keep us from closing the others.
    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException | RuntimeException | Error failure) {
            Log.foreignFailure("closing a channel", failure);
        }
    }
}
