package io.happyconnect.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is below the {@link java.net.Socket} of a tunnel. The JDK keeps the state of the socket and refuses what comes in the wrong
 * order, in its own words.
 *
 * <p>Options of TCP are remembered and change nothing: the TCP connection is the jump host's. The read timeout counts.
 */
final class TunnelSocketImpl extends SocketImpl {

    /** How long reading waits. */
    @FunctionalInterface
    interface Timeout {
        int millis();
    }

    private final TunnelChannel channel;
    private final InputStream in;
    private final OutputStream out;
    private final Map<Integer, Object> options = new ConcurrentHashMap<>();
    private volatile int timeoutMillis;
    private volatile boolean closed;

    TunnelSocketImpl(TunnelChannel channel) {
        this.channel = channel;
        this.in = channel.input(() -> timeoutMillis);
        this.out = new Output(channel.output());
        options.put(SocketOptions.TCP_NODELAY, true);
        options.put(SocketOptions.SO_KEEPALIVE, false);
        options.put(SocketOptions.SO_REUSEADDR, false);
        options.put(SocketOptions.SO_OOBINLINE, false);
        options.put(SocketOptions.SO_LINGER, -1);
        options.put(SocketOptions.IP_TOS, 0);
        options.put(SocketOptions.SO_SNDBUF, (int) channel.getRemoteWindow().getMaxSize());
        options.put(SocketOptions.SO_RCVBUF, (int) channel.getLocalWindow().getMaxSize());
    }

    @Override
    protected void create(boolean stream) {
        // It exists.
    }

    @Override
    protected void connect(String host, int port) {
        throw new AssertionError("a tunnel is connected before its socket exists");
    }

    @Override
    protected void connect(InetAddress peer, int peerPort) {
        throw new AssertionError("a tunnel is connected before its socket exists");
    }

    /** Called once, by the socket that is made for this. */
    @Override
    protected void connect(SocketAddress end, int timeout) {
        InetSocketAddress remote = (InetSocketAddress) end;
        address = remote.getAddress();
        port = remote.getPort();
    }

    @Override
    protected void bind(InetAddress host, int localPort) throws IOException {
        throw new SocketException("Already bound");
    }

    @Override
    protected void listen(int backlog) throws IOException {
        throw new SocketException("a tunnel does not listen");
    }

    @Override
    protected void accept(SocketImpl accepted) throws IOException {
        throw new SocketException("a tunnel does not accept");
    }

    @Override
    protected InputStream getInputStream() {
        return in;
    }

    @Override
    protected OutputStream getOutputStream() {
        return out;
    }

    @Override
    protected int available() {
        return channel.available();
    }

    @Override
    protected void close() {
        closed = true;
        channel.closeHere();
    }

    @Override
    protected void shutdownInput() throws IOException {
        channel.shutInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        channel.output().close();
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        throw new SocketException("a tunnel has no urgent data");
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        if (option == SocketOptions.SO_TIMEOUT) {
            timeoutMillis = (Integer) value;
        } else if (options.containsKey(option)) {
            options.put(option, value);
        } else {
            throw new SocketException("Unknown option " + option);
        }
    }

    @Override
    public @Nullable Object getOption(int option) throws SocketException {
        if (option == SocketOptions.SO_TIMEOUT) {
            return timeoutMillis;
        }
        if (option == SocketOptions.SO_BINDADDR) {
            return InetAddress.getLoopbackAddress();
        }
        Object value = options.get(option);
        if (value == null) {
            throw new SocketException("Unknown option " + option);
        }
        return value;
    }

    /** Says what a socket says when it is closed, whatever SSHD says. */
    private final class Output extends OutputStream {

        private final OutputStream to;

        Output(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                to.write(bytes, offset, length);
            } catch (InterruptedIOException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException interrupted =
                        new InterruptedIOException("interrupted while writing to an SSH tunnel");
                interrupted.initCause(e);
                throw interrupted;
            } catch (IOException failure) {
                SocketException ended =
                        new SocketException(closed ? "Socket closed" : "Broken pipe: the SSH tunnel has ended");
                ended.initCause(failure);
                throw ended;
            }
        }
    }
}
