package io.happyconnect;

import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;

/** An option that {@link Socket} has a pair of methods for, and the number by which it hands it on to what is below. */
enum ClassicOption {
    TIMEOUT(SocketOptions.SO_TIMEOUT),
    NO_DELAY(SocketOptions.TCP_NODELAY),
    KEEP_ALIVE(SocketOptions.SO_KEEPALIVE),
    LINGER(SocketOptions.SO_LINGER),
    SEND_BUFFER(SocketOptions.SO_SNDBUF),
    RECEIVE_BUFFER(SocketOptions.SO_RCVBUF),
    REUSE_ADDRESS(SocketOptions.SO_REUSEADDR),
    TRAFFIC_CLASS(SocketOptions.IP_TOS),
    URGENT_INLINE(SocketOptions.SO_OOBINLINE);

    private static final ClassicOption[] ALL = values();

    private final int number;

    ClassicOption(int number) {
        this.number = number;
    }

    static ClassicOption of(int number) throws SocketException {
        for (ClassicOption option : ALL) {
            if (option.number == number) {
                return option;
            }
        }
        throw new SocketException("Unknown option " + number);
    }

    Object get(Socket socket) throws SocketException {
        return switch (this) {
            case TIMEOUT -> socket.getSoTimeout();
            case NO_DELAY -> socket.getTcpNoDelay();
            case KEEP_ALIVE -> socket.getKeepAlive();
            case LINGER -> socket.getSoLinger();
            case SEND_BUFFER -> socket.getSendBufferSize();
            case RECEIVE_BUFFER -> socket.getReceiveBufferSize();
            case REUSE_ADDRESS -> socket.getReuseAddress();
            case TRAFFIC_CLASS -> socket.getTrafficClass();
            case URGENT_INLINE -> socket.getOOBInline();
        };
    }

    void set(Socket socket, Object value) throws SocketException {
        switch (this) {
            case TIMEOUT -> socket.setSoTimeout((Integer) value);
            case NO_DELAY -> socket.setTcpNoDelay((Boolean) value);
            case KEEP_ALIVE -> socket.setKeepAlive((Boolean) value);
            case LINGER -> socket.setSoLinger(lingers(value), Math.max(0, seconds(value)));
            case SEND_BUFFER -> socket.setSendBufferSize((Integer) value);
            case RECEIVE_BUFFER -> socket.setReceiveBufferSize((Integer) value);
            case REUSE_ADDRESS -> socket.setReuseAddress((Boolean) value);
            case TRAFFIC_CLASS -> socket.setTrafficClass((Integer) value);
            case URGENT_INLINE -> socket.setOOBInline((Boolean) value);
        }
    }

    /** Sets it on the sockets of all attempts; two of them only the winner can be given. */
    ConnectOptions addTo(ConnectOptions options, Object value) {
        return switch (this) {
            case TIMEOUT, URGENT_INLINE -> options;
            case NO_DELAY -> options.withSocketOption(StandardSocketOptions.TCP_NODELAY, (Boolean) value);
            case KEEP_ALIVE -> options.withSocketOption(StandardSocketOptions.SO_KEEPALIVE, (Boolean) value);
            case LINGER -> options.withSocketOption(StandardSocketOptions.SO_LINGER, seconds(value));
            case SEND_BUFFER -> options.withSocketOption(StandardSocketOptions.SO_SNDBUF, (Integer) value);
            case RECEIVE_BUFFER -> options.withSocketOption(StandardSocketOptions.SO_RCVBUF, (Integer) value);
            case REUSE_ADDRESS -> options.withSocketOption(StandardSocketOptions.SO_REUSEADDR, (Boolean) value);
            case TRAFFIC_CLASS -> options.withSocketOption(StandardSocketOptions.IP_TOS, (Integer) value);
        };
    }

    /**
     * Whether a winner must be given it again. The traffic class is set on the attempts, so that the first packet has it, but
     * before Java 25 a socket remembers it only if its own method was called.
     */
    boolean isForWinner() {
        return this == TIMEOUT || this == URGENT_INLINE || this == TRAFFIC_CLASS;
    }

    // Socket hands on "false" for no lingering, else seconds; its getter gives -1 for no lingering.
    private static int seconds(Object linger) {
        return linger instanceof Integer seconds ? seconds : -1;
    }

    private static boolean lingers(Object linger) {
        return seconds(linger) >= 0;
    }
}
