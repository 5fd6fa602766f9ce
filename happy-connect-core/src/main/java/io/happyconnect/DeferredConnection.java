package io.happyconnect;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is below a {@link RacingSocket}: settings and no descriptor until it is connected, unless it is bound; from then on
 * the plain socket that won the race.
 *
 * <p>{@link Socket} has checked the arguments and the order of calls; left is what several threads do at the same time.
 */
final class DeferredConnection extends SocketImpl {

    private final SocketConnect how;
    private final PendingSettings settings = new PendingSettings(); // guarded by this
    private @Nullable LocalReservation reservation; // guarded by this
    private @Nullable Cancellation race; // guarded by this
    private boolean closed; // guarded by this
    private volatile @Nullable Socket winner; // written under this

    DeferredConnection(SocketConnect how) {
        this.how = how;
    }

    @Override
    protected void create(boolean stream) {}

    // --- connecting ---

    @Override
    protected void connect(String host, int port) throws IOException {
        connect(InetSocketAddress.createUnresolved(host, port), 0);
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
        connect(new InetSocketAddress(address, port), 0);
    }

    @Override
    protected void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        Destination destination = new Destination((InetSocketAddress) endpoint);
        Target target = destination.target();
        Cancellation cancellation = new Cancellation();
        ConnectOptions options = begin(cancellation, destination, timeoutMillis);
        Socket connected;
        try {
            connected = how.connect(destination.remote(), target, options);
        } catch (IOException failure) {
            if (cancellation.isCancelled()) {
                SocketException closedMeanwhile = socketClosed();
                closedMeanwhile.initCause(failure);
                throw closedMeanwhile;
            }
            throw failure;
        }
        try {
            adopt(connected);
        } catch (IOException | RuntimeException | Error failure) {
            connected.close();
            throw failure;
        }
    }

    private synchronized ConnectOptions begin(Cancellation cancellation, Destination destination, int timeoutMillis)
            throws IOException {
        throwIfClosed();
        if (race != null) {
            throw new SocketException("Connection in progress");
        }
        race = cancellation;
        if (reservation != null) {
            reservation.close();
        }
        ConnectOptions options = settings.addTo(ConnectOptions.defaults()).withCancellation(cancellation);
        return destination.addTo(options, timeoutMillis, reservation);
    }

    private synchronized void adopt(Socket connected) throws IOException {
        throwIfClosed();
        settings.completeOn(connected);
        winner = connected;
    }

    @Override
    protected synchronized void bind(InetAddress host, int port) throws IOException {
        throwIfClosed();
        if (race != null || reservation != null) {
            throw new SocketException("Already bound");
        }
        reservation = LocalReservation.of(new InetSocketAddress(host, port), settings.newPlainSocket());
    }

    @Override
    protected void close() throws IOException {
        Cancellation running;
        Socket connected;
        LocalReservation local;
        synchronized (this) {
            closed = true;
            running = race;
            connected = winner;
            local = reservation;
        }
        if (running != null) {
            running.cancel();
        }
        try {
            if (local != null) {
                local.close();
            }
        } finally {
            if (connected != null) {
                connected.close();
            }
        }
    }

    boolean winnerIsClosed() {
        Socket connected = winner;
        return connected != null && connected.isClosed();
    }

    private synchronized void throwIfClosed() throws SocketException {
        if (closed) {
            throw socketClosed();
        }
    }

    private static SocketException socketClosed() {
        return new SocketException("Socket closed");
    }

    // --- options ---

    @Override
    public void setOption(int number, Object value) throws SocketException {
        ClassicOption option = ClassicOption.of(number);
        Socket connected = winnerUnlessKept(new SocketSetting.Classic(option, value));
        if (connected != null) {
            option.set(connected, value);
        }
    }

    @Override
    protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
        if (winner == null) {
            PendingSettings.check(option, value);
        }
        Socket connected = winnerUnlessKept(new SocketSetting.Named<>(option, value));
        if (connected != null) {
            connected.setOption(option, value);
        }
    }

    private synchronized @Nullable Socket winnerUnlessKept(SocketSetting setting) throws SocketException {
        throwIfClosed();
        if (winner == null) {
            settings.keep(setting);
        }
        return winner;
    }

    @Override
    public Object getOption(int number) throws SocketException {
        if (number == SocketOptions.SO_BINDADDR) {
            return localAddress();
        }
        ClassicOption option = ClassicOption.of(number);
        Socket connected = winner;
        return connected == null ? pending(option) : option.get(connected);
    }

    private synchronized Object pending(ClassicOption option) throws SocketException {
        throwIfClosed();
        try {
            return settings.get(option);
        } catch (SocketException failure) {
            throw failure;
        } catch (IOException failure) {
            throw new SocketException(failure.getMessage());
        }
    }

    @Override
    protected <T> T getOption(SocketOption<T> option) throws IOException {
        Socket connected = winner;
        return connected == null ? pending(option) : connected.getOption(option);
    }

    private synchronized <T> T pending(SocketOption<T> option) throws IOException {
        throwIfClosed();
        return settings.get(option);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        Socket connected = winner;
        return connected == null ? PendingSettings.supported() : connected.supportedOptions();
    }

    // --- addresses ---

    private synchronized InetAddress localAddress() throws SocketException {
        throwIfClosed();
        if (winner != null) {
            return winner.getLocalAddress();
        }
        if (reservation != null) {
            return reservation.reserved().getAddress();
        }
        throw new SocketException("Not bound");
    }

    @Override
    protected synchronized int getLocalPort() {
        if (winner != null) {
            return winner.getLocalPort();
        }
        return reservation == null ? 0 : reservation.reserved().getPort();
    }

    @Override
    protected @Nullable InetAddress getInetAddress() {
        Socket connected = winner;
        return connected == null ? null : connected.getInetAddress();
    }

    @Override
    protected int getPort() {
        Socket connected = winner;
        return connected == null ? 0 : connected.getPort();
    }

    // --- traffic ---

    private Socket connected() throws SocketException {
        Socket connected = winner;
        if (connected == null) {
            throwIfClosed();
            throw new SocketException("Not connected");
        }
        return connected;
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        return connected().getInputStream();
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        return connected().getOutputStream();
    }

    @Override
    protected int available() throws IOException {
        return connected().getInputStream().available();
    }

    @Override
    protected void shutdownInput() throws IOException {
        connected().shutdownInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        connected().shutdownOutput();
    }

    @Override
    protected boolean supportsUrgentData() {
        return true;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        connected().sendUrgentData(data);
    }

    @Override
    protected void listen(int backlog) throws IOException {
        throw new SocketException("a racing socket connects; it does not listen");
    }

    @Override
    protected void accept(SocketImpl accepted) throws IOException {
        throw new SocketException("a racing socket connects; it does not accept");
    }
}
