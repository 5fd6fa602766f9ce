package io.happyconnect.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * The transport of one SSH session: a socket, a thread that reads it and one that writes to it. The reader must never wait for
 * a write, because both sides would wait for each other; so writes go through a queue. What is in it is bounded by the windows
 * of the channels.
 */
final class SocketSession extends AbstractCloseable implements IoSession {

    private static final System.Logger LOGGER = System.getLogger("io.happyconnect.ssh");
    private static final AtomicLong IDS = new AtomicLong();
    private static final int BUFFER = 32 * 1024;

    private final long id = IDS.incrementAndGet();
    private final SocketConnector service;
    private final IoHandler handler;
    private final Socket socket;
    private final SocketAddress remote;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
    private final AtomicBoolean handlerKnows = new AtomicBoolean();
    private volatile boolean ended;
    private boolean suspended; // guarded by attributes

    SocketSession(SocketConnector service, IoHandler handler, Socket socket, SocketAddress remote) {
        this.service = service;
        this.handler = handler;
        this.socket = socket;
        this.remote = remote;
    }

    void start() {
        daemon("read", this::read).start();
        daemon("write", this::write).start();
    }

    private Thread daemon(String what, Runnable work) {
        Thread thread = new Thread(null, work, "happy-connect-ssh-" + what + "-" + id, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(SocketSession.class.getClassLoader());
        return thread;
    }

    private void read() {
        byte[] bytes = new byte[BUFFER];
        try {
            InputStream in = socket.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                waitWhileSuspended();
                handler.messageReceived(this, new ByteArrayBuffer(bytes, 0, count));
            }
        } catch (Exception failure) {
            report(failure);
        } finally {
            close(true);
        }
    }

    private void report(Exception failure) {
        if (!isClosing()) {
            try {
                handler.exceptionCaught(this, failure);
            } catch (Exception unexpected) {
                LOGGER.log(Level.DEBUG, "an SSH session did not take the end of its connection", unexpected);
            }
        }
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            while (!ended) {
                Write write = writes.take();
                write.to(out);
            }
        } catch (IOException failure) {
            report(failure);
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        } finally {
            close(true);
            failWaiting();
        }
    }

    private void failWaiting() {
        for (Write write = writes.poll(); write != null; write = writes.poll()) {
            write.fail(new IOException("the SSH connection to " + remote + " is closed"));
        }
    }

    @Override
    public IoWriteFuture writeBuffer(Buffer buffer) {
        Write write = new Write(buffer);
        writes.add(write);
        if (ended) {
            failWaiting();
        }
        return write;
    }

    @Override
    protected CloseFuture doCloseGracefully() {
        CloseFuture written = new DefaultCloseFuture(this, futureLock);
        Write last = new Write(new ByteArrayBuffer());
        last.addListener(done -> written.setClosed());
        writes.add(last);
        if (ended) {
            failWaiting();
        }
        return written;
    }

    @Override
    protected void doCloseImmediately() {
        ended = true;
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is on its way out.
        }
        // Wakes the writer.
        writes.add(new Write(new ByteArrayBuffer()));
        resumeRead();
        super.doCloseImmediately();
        if (handlerKnows.compareAndSet(false, true)) {
            try {
                handler.sessionClosed(this);
            } catch (Exception unexpected) {
                LOGGER.log(Level.DEBUG, "an SSH session did not take its own end", unexpected);
            }
        }
    }

    @Override
    public void suspendRead() {
        synchronized (attributes) {
            suspended = true;
        }
    }

    @Override
    public void resumeRead() {
        synchronized (attributes) {
            suspended = false;
            attributes.notifyAll();
        }
    }

    private void waitWhileSuspended() throws InterruptedException {
        synchronized (attributes) {
            while (suspended) {
                attributes.wait();
            }
        }
    }

    @Override
    public void shutdownOutputStream() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public long getId() {
        return id;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getAcceptanceAddress() {
        return null;
    }

    @Override
    public IoService getService() {
        return service;
    }

    @Override
    public @Nullable Object getAttribute(Object key) {
        return attributes.get(key);
    }

    @Override
    public @Nullable Object setAttribute(Object key, Object value) {
        return attributes.put(key, value);
    }

    @Override
    public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
        return attributes.putIfAbsent(key, value);
    }

    @Override
    public @Nullable Object removeAttribute(Object key) {
        return attributes.remove(key);
    }

    /** Bytes on their way. */
    private static final class Write extends AbstractIoWriteFuture {

        private final Buffer buffer;

        Write(Buffer buffer) {
            super("write", null);
            this.buffer = buffer;
        }

        void to(OutputStream out) throws IOException {
            try {
                out.write(buffer.array(), buffer.rpos(), buffer.available());
                setValue(true);
            } catch (IOException failure) {
                fail(failure);
                throw failure;
            }
        }

        void fail(IOException failure) {
            setValue(failure);
        }
    }
}
