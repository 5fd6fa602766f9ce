package io.happyconnect.ssh;

import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/** Connects nothing: it takes the socket that comes with the call, which a race has connected. */
final class SocketConnector extends AbstractCloseable implements IoConnector {

    static final AttributeKey<Socket> SOCKET = new AttributeKey<>();

    private final IoHandler handler;
    private final Map<Long, IoSession> sessions = new ConcurrentHashMap<>();
    private @Nullable IoServiceEventListener listener;

    SocketConnector(IoHandler handler) {
        this.handler = handler;
    }

    @Override
    public IoConnectFuture connect(
            SocketAddress address, @Nullable AttributeRepository context, @Nullable SocketAddress local) {
        DefaultIoConnectFuture future = new DefaultIoConnectFuture(address, null);
        Socket socket = Objects.requireNonNull(Objects.requireNonNull(context).getAttribute(SOCKET));
        SocketSession session = new SocketSession(this, handler, socket, address);
        try {
            handler.sessionCreated(session);
            sessions.put(session.getId(), session);
            session.addCloseFutureListener(closed -> sessions.remove(session.getId()));
            future.setSession(session);
            session.start();
        } catch (Exception | Error failure) {
            future.setException(failure);
            session.close(true);
        }
        return future;
    }

    @Override
    public Map<Long, IoSession> getManagedSessions() {
        return Map.copyOf(sessions);
    }

    @Override
    public @Nullable IoServiceEventListener getIoServiceEventListener() {
        return listener;
    }

    @Override
    public void setIoServiceEventListener(@Nullable IoServiceEventListener listener) {
        this.listener = listener;
    }

    @Override
    protected @Nullable CloseFuture doCloseGracefully() {
        return null;
    }

    @Override
    protected void doCloseImmediately() {
        sessions.values().forEach(session -> session.close(true));
        super.doCloseImmediately();
    }
}
