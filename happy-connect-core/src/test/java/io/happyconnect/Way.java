package io.happyconnect;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The ways to connect, which all make the same promises. */
enum Way {
    SOCKET {
        @Override
        Connected connect(HappyConnector connector, Target target, ConnectOptions options) throws IOException {
            return new OverSocket(connector.connect(target, options));
        }
    },
    CHANNEL {
        @Override
        Connected connect(HappyConnector connector, Target target, ConnectOptions options) throws IOException {
            return new OverChannel(connector.connectChannel(target, options));
        }
    },
    ASYNC {
        @Override
        Connected connect(HappyConnector connector, Target target, ConnectOptions options) throws Exception {
            try {
                return new OverChannel(connector.connectAsync(target, options).get(60, TimeUnit.SECONDS));
            } catch (ExecutionException failed) {
                throw (Exception) failed.getCause();
            }
        }
    };

    abstract Connected connect(HappyConnector connector, Target target, ConnectOptions options) throws Exception;

    /** What came of it. */
    interface Connected extends AutoCloseable {

        InetSocketAddress remote() throws IOException;

        InetSocketAddress local() throws IOException;

        <T> T option(SocketOption<T> name) throws IOException;

        /** Sends an octet and returns the one that comes back. */
        int echo(int octet) throws IOException;

        @Override
        void close() throws IOException;
    }

    private record OverSocket(Socket socket) implements Connected {

        @Override
        public InetSocketAddress remote() {
            return (InetSocketAddress) socket.getRemoteSocketAddress();
        }

        @Override
        public InetSocketAddress local() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public <T> T option(SocketOption<T> name) throws IOException {
            return socket.getOption(name);
        }

        @Override
        public int echo(int octet) throws IOException {
            socket.getOutputStream().write(octet);
            return socket.getInputStream().read();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record OverChannel(SocketChannel channel) implements Connected {

        @Override
        public InetSocketAddress remote() throws IOException {
            return (InetSocketAddress) channel.getRemoteAddress();
        }

        @Override
        public InetSocketAddress local() throws IOException {
            return (InetSocketAddress) channel.getLocalAddress();
        }

        @Override
        public <T> T option(SocketOption<T> name) throws IOException {
            return channel.getOption(name);
        }

        @Override
        public int echo(int octet) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(1).put((byte) octet).flip();
            channel.write(buffer);
            buffer.clear();
            return channel.read(buffer) < 0 ? -1 : buffer.get(0) & 0xff;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
