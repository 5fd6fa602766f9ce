package io.happyconnect.dns.query;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.xbill.DNS.Message;

/** A question over a connection of its own (RFC 7766), each message after its length. */
final class TcpExchange extends Exchange {

    private final Server server;
    private final ByteBuffer out;
    private ByteBuffer in = ByteBuffer.allocate(2);
    private boolean hasLength;

    TcpExchange(Loop loop, Server server, Message query, Consumer<Reply> onReply, Consumer<String> onFailure) {
        super(loop, query, onReply, onFailure);
        this.server = server;
        byte[] bytes = query.toWire();
        this.out = ByteBuffer.allocate(2 + bytes.length);
        out.putShort((short) bytes.length).put(bytes).flip();
    }

    @Override
    SelectableChannel send() throws IOException {
        SocketChannel channel =
                SocketChannel.open(server.isIpv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            boolean connected = channel.connect(server.address());
            channel.register(loop.selector(), connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
            return channel;
        } catch (IOException | RuntimeException | Error e) {
            close(channel);
            throw e;
        }
    }

    @Override
    public void ready(SelectionKey key) {
        if (!isOpen() || !key.isValid()) {
            return;
        }
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                write(channel, key);
            } else if (key.isReadable()) {
                read(channel);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void write(SocketChannel channel, SelectionKey key) throws IOException {
        channel.write(out);
        if (!out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void read(SocketChannel channel) throws IOException {
        while (isOpen()) {
            int count = channel.read(in);
            if (count < 0) {
                throw new EOFException("connection closed before the answer");
            }
            if (in.hasRemaining()) {
                return;
            }
            in.flip();
            if (hasLength) {
                message();
            } else {
                in = ByteBuffer.allocate(Math.max(1, in.getShort() & 0xffff));
                hasLength = true;
            }
        }
    }

    private void message() throws IOException {
        if (!take(in.array())) {
            throw new IOException("not an answer to the question");
        }
    }
}
