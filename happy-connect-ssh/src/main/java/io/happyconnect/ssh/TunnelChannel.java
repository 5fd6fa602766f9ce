package io.happyconnect.ssh;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A direct-tcpip channel (RFC 4254 §7.2) whose two directions behave as those of a socket: reading waits with a timeout and is
 * ended by a close from another thread, the end of what is written is an EOF of its own.
 *
 * <p>SSHD's own input stream knows no timeout that leaves it usable, so what arrives is kept here, in a queue that the window
 * of the channel bounds; reading gives the window back.
 */
final class TunnelChannel extends AbstractClientChannel {

    private static final String TYPE = "direct-tcpip";

    private final Target target;
    private final Object arrived = new Object();
    private final Queue<byte[]> unread = new ArrayDeque<>(); // guarded by arrived
    private byte @Nullable [] current; // guarded by arrived; a block that is partly read
    private int position; // guarded by arrived; in the current block
    private boolean eof; // guarded by arrived
    private boolean broken; // guarded by arrived; ended without an EOF
    private boolean inputShut; // guarded by arrived
    private boolean closedHere; // guarded by arrived

    TunnelChannel(Target target) {
        super(TYPE);
        this.target = target;
    }

    @Override
    public synchronized OpenFuture open() throws IOException {
        if (isClosing()) {
            throw new SshException("the session is closed");
        }
        OpenFuture opening = new DefaultOpenFuture(this, futureLock);
        openFuture = opening;
        addCloseFutureListener(closed -> end(true));
        Session session = getSession();
        Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        buffer.putString(TYPE);
        buffer.putUInt(getChannelId());
        buffer.putUInt(getLocalWindow().getSize());
        buffer.putUInt(getLocalWindow().getPacketSize());
        buffer.putString(target.host());
        buffer.putUInt(target.port());
        // Where the connection comes from, which is nobody's business.
        buffer.putString("127.0.0.1");
        buffer.putUInt(0);
        writePacket(buffer);
        return opening;
    }

    @Override
    protected void doOpen() {
        ChannelOutputStream out =
                new ChannelOutputStream(this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true);
        out.setNoDelay(true);
        invertedIn = out;
    }

    /** Nobody waits for it any more. If it is opened all the same, SSHD closes it then. */
    void cancelOpening() {
        OpenFuture opening;
        synchronized (this) {
            opening = openFuture;
        }
        if (opening == null || opening.cancel() == null) {
            close(false);
        }
    }

    OutputStream output() {
        return Objects.requireNonNull(invertedIn);
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        byte[] copy = new byte[(int) length];
        System.arraycopy(data, offset, copy, 0, copy.length);
        boolean unwanted;
        synchronized (arrived) {
            unwanted = inputShut;
            if (!unwanted && copy.length > 0) {
                unread.add(copy);
            }
            arrived.notifyAll();
        }
        if (unwanted) {
            getLocalWindow().release(length);
        }
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        end(false);
    }

    @Override
    protected void preClose() {
        end(true);
        super.preClose();
    }

    private void end(boolean closed) {
        synchronized (arrived) {
            broken |= closed && !eof;
            eof |= !closed;
            arrived.notifyAll();
        }
    }

    /** The socket is closed: whoever reads is told so, and what is unread is lost. */
    void closeHere() {
        synchronized (arrived) {
            closedHere = true;
            unread.clear();
            current = null;
            arrived.notifyAll();
        }
        close(false);
    }

    /** Nobody will read any more; what still arrives is thrown away. */
    void shutInput() throws IOException {
        long thrownAway = 0;
        synchronized (arrived) {
            inputShut = true;
            thrownAway = available();
            unread.clear();
            current = null;
            arrived.notifyAll();
        }
        release(thrownAway);
    }

    int available() {
        synchronized (arrived) {
            int available = current == null ? 0 : current.length - position;
            for (byte[] block : unread) {
                available += block.length;
            }
            return available;
        }
    }

    /**
     * Reads what is there, or waits for it.
     *
     * @param timeoutMillis 0 for as long as it takes
     * @return the number of bytes, -1 after the end
     */
    int read(byte[] to, int offset, int length, int timeoutMillis) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        synchronized (arrived) {
            awaitSomething(timeoutMillis);
            if (closedHere) {
                throw new SocketException("Socket closed");
            }
            byte[] block = nextBlock();
            if (block == null) {
                if (broken && !eof && !inputShut) {
                    throw new SocketException("Connection reset: the SSH tunnel has ended");
                }
                return -1;
            }
            count = Math.min(length, block.length - position);
            System.arraycopy(block, position, to, offset, count);
            position += count;
            if (position == block.length) {
                current = null;
            }
        }
        try {
            release(count);
        } catch (IOException | RuntimeException ended) {
            // What was read is the caller's all the same; the next read says how the tunnel has ended.
        }
        return count;
    }

    private byte @Nullable [] nextBlock() {
        if (current == null) {
            current = unread.poll();
            position = 0;
        }
        return current;
    }

    private void awaitSomething(int timeoutMillis) throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        while (current == null && unread.isEmpty() && !eof && !broken && !inputShut && !closedHere) {
            long left = timeoutMillis == 0 ? 0 : (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (timeoutMillis != 0 && left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            try {
                arrived.wait(left);
            } catch (InterruptedException e) {
                // A plain socket does not hear interrupts either, but a thread that is to end must be able to.
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading from an SSH tunnel");
            }
        }
    }

    private void release(long count) throws IOException {
        if (count > 0 && !isClosing()) {
            getLocalWindow().release(count);
        }
    }

    InputStream input(TunnelSocketImpl.Timeout timeout) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, to.length);
                return TunnelChannel.this.read(to, offset, length, timeout.millis());
            }

            @Override
            public int available() {
                return TunnelChannel.this.available();
            }
        };
    }
}
