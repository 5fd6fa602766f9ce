package io.happyconnect.simulation;

import io.happyconnect.simulation.Place.Fate;
import io.happyconnect.simulation.Place.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** A channel of the simulated network, which notes what becomes of it. Registered ones keep their descriptor until a select. */
final class SimulatedChannel extends SocketChannel {

    private final SimulatedNetwork network;
    private final Timeline timeline;
    private InetSocketAddress remote;
    private Fate fate;
    private boolean hasAnswer;
    private boolean isConnected;
    private boolean isReleased;
    private boolean isGivenBack;

    /** When each of these happened, if it did. */
    long connectedAt;

    boolean hasConnected;
    long answeredAt;
    long toldAt;
    boolean isTold;
    long closedAt;
    Throwable told;

    SimulatedChannel(SimulatedNetwork network, Timeline timeline) {
        super(null);
        this.network = network;
        this.timeline = timeline;
    }

    InetSocketAddress remote() {
        return remote;
    }

    Kind kind() {
        return fate.kind();
    }

    /** Whether the other side, or the network, has answered while anybody cared. */
    boolean hasAnswer() {
        return hasAnswer;
    }

    /** Whether the answer is something a selector would tell. */
    boolean isReady() {
        return hasAnswer && !isTold && isOpen();
    }

    boolean isReleased() {
        return isReleased;
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        remote = (InetSocketAddress) address;
        connectedAt = timeline.now();
        hasConnected = true;
        fate = network.dialled(this);
        timeline.tell(() -> "connect " + this + ": " + fate);
        if (fate.kind().isImmediate() || (fate.kind() == Kind.HAS_NO_ROUTE && fate.after() == 0)) {
            throw failure();
        }
        if (fate.kind() != Kind.IS_SILENT) {
            if (fate.after() == 0) {
                answer();
                return network.connectSaysSo() && finishConnect();
            }
            timeline.in(fate.after(), "the network answers " + this, this::answer);
        }
        return false;
    }

    private void answer() {
        if (isOpen()) {
            hasAnswer = true;
            answeredAt = timeline.now();
            network.answered(this);
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (isConnected) {
            return true;
        }
        if (remote == null) {
            throw new NoConnectionPendingException();
        }
        if (!hasAnswer) {
            return false;
        }
        if (fate.kind() != Kind.CONNECTS) {
            throw failure();
        }
        isConnected = true;
        isTold = true;
        toldAt = timeline.now();
        return true;
    }

    // As in the JDK, a channel that fails to connect closes itself.
    private IOException failure() throws IOException {
        Exception failure = fate.kind().failure();
        isTold = true;
        toldAt = timeline.now();
        told = failure;
        close();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return (IOException) failure;
    }

    @Override
    protected void implCloseSelectableChannel() {
        closedAt = timeline.now();
        giveBack();
        timeline.tell(() -> "close " + this);
        if (!isRegistered()) {
            release();
        }
    }

    /** No selector knows it any more. */
    void deregistered() {
        if (!isOpen()) {
            release();
        }
    }

    private void release() {
        isReleased = true;
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (block && isConnected) {
            giveBack(); // it is somebody's
        }
    }

    private void giveBack() {
        if (!isGivenBack) {
            isGivenBack = true;
            network.fullTimes().givenBack();
        }
    }

    @Override
    public boolean isConnected() {
        return isConnected && isOpen();
    }

    @Override
    public boolean isConnectionPending() {
        return remote != null && !isConnected && isOpen();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return String.valueOf(remote);
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public SocketChannel shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketChannel shutdownOutput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer into) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw new UnsupportedOperationException();
    }
}
