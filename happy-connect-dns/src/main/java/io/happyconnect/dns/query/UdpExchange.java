package io.happyconnect.dns.query;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;
import org.xbill.DNS.Message;

/**
 * A question in a datagram. Each has a socket, and so a port that the kernel chose, of its own; it is connected, so that
 * only the server's datagrams reach it and "port unreachable" is heard. What is no answer to this question is ignored.
 */
final class UdpExchange extends Exchange {

    private final Server server;

    UdpExchange(Loop loop, Server server, Message query, Consumer<Reply> onReply, Consumer<String> onFailure) {
        super(loop, query, onReply, onFailure);
        this.server = server;
    }

    @Override
    SelectableChannel send() throws IOException {
        InetSocketAddress address = server.address();
        DatagramChannel channel =
                DatagramChannel.open(server.isIpv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            channel.register(loop.selector(), SelectionKey.OP_READ, this);
            channel.write(ByteBuffer.wrap(query.toWire()));
            return channel;
        } catch (IOException | RuntimeException | Error e) {
            close(channel);
            throw e;
        }
    }

    @Override
    public void ready(SelectionKey key) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        try {
            // Whoever sends faster than we read must not keep the loop for itself.
            for (int i = 0; i < 16 && isOpen(); i++) {
                ByteBuffer buffer = loop.buffer.clear();
                if (channel.read(buffer) <= 0) {
                    return;
                }
                byte[] bytes = new byte[buffer.flip().remaining()];
                buffer.get(bytes);
                if (take(bytes)) {
                    return;
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }
}
