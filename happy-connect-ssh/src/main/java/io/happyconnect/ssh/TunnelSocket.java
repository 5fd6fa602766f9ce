package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A connection through an SSH tunnel, as a socket: the streams are those of the channel, closing it closes the channel and not
 * the session.
 *
 * <p>Its remote address has the name and the port of the target. Which IP address is behind the name only the jump host knows, so
 * the address says 0.0.0.0 unless the target is a literal.
 */
final class TunnelSocket extends Socket {

    private TunnelSocket(TunnelSocketImpl impl) throws IOException {
        super(impl);
    }

    static TunnelSocket over(TunnelChannel channel, Target target) throws IOException {
        TunnelSocket socket = new TunnelSocket(new TunnelSocketImpl(channel));
        socket.connect(new InetSocketAddress(address(target), target.port()));
        return socket;
    }

    private static InetAddress address(Target target) throws IOException {
        return target.isLiteral()
                ? target.literal().orElseThrow()
                : InetAddress.getByAddress(target.host(), new byte[4]);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
