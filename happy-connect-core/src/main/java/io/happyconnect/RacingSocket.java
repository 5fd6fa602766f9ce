package io.happyconnect;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that is connected by a race. {@link Socket} keeps its state and checks the order of calls, as for any other; what
 * is below is a {@link DeferredConnection}.
 */
final class RacingSocket extends Socket {

    private final DeferredConnection connection;
    private final Object streams = new Object();
    private @Nullable InputStream in; // guarded by streams
    private @Nullable OutputStream out; // guarded by streams

    RacingSocket(SocketConnect how) throws SocketException {
        this(new DeferredConnection(how));
    }

    private RacingSocket(DeferredConnection connection) throws SocketException {
        super(connection);
        this.connection = connection;
    }

    // In Java 25 a failed connect closes the socket; before, it leaves one that says it is open and can do nothing.
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        try {
            super.connect(endpoint, timeout);
        } catch (IOException failure) {
            if (!isConnected()) {
                closeAfter(failure);
            }
            throw failure;
        }
    }

    private void closeAfter(IOException failure) {
        try {
            close();
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    // Before Java 25 the JDK keeps a close to itself as long as nothing was set or connected, and lets getters through
    // after.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // and synchronizes itself, where it must
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            connection.close();
        }
    }

    // Not the streams of the JDK's Socket around those of the winner: they would report each read to the flight
    // recorder a
    // second time. So the state is checked here, as there.
    @Override
    public InputStream getInputStream() throws IOException {
        throwIf(isClosed(), "Socket is closed");
        throwIf(!isConnected(), "Socket is not connected");
        throwIf(isInputShutdown(), "Socket input is shutdown");
        synchronized (streams) {
            InputStream stream = in;
            if (stream == null) {
                stream = new Input(connection.getInputStream());
                in = stream;
            }
            return stream;
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throwIf(isClosed(), "Socket is closed");
        throwIf(!isConnected(), "Socket is not connected");
        throwIf(isOutputShutdown(), "Socket output is shutdown");
        synchronized (streams) {
            OutputStream stream = out;
            if (stream == null) {
                stream = new Output(connection.getOutputStream());
                out = stream;
            }
            return stream;
        }
    }

    private static void throwIf(boolean inTheWrongState, String message) throws SocketException {
        if (inTheWrongState) {
            throw new SocketException(message);
        }
    }

    // A plain socket closes itself when a virtual thread is interrupted in it.
    private void closeWithWinner() throws IOException {
        if (connection.winnerIsClosed()) {
            close();
        }
    }

    /** The winner's stream; closing it closes this socket. */
    private final class Input extends FilterInputStream {

        Input(InputStream winners) {
            super(winners);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (SocketException failure) {
                closeWithWinner();
                throw failure;
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (SocketException failure) {
                closeWithWinner();
                throw failure;
            }
        }

        @Override
        public void close() throws IOException {
            RacingSocket.this.close();
        }
    }

    /** The winner's stream; closing it closes this socket. */
    private final class Output extends FilterOutputStream {

        Output(OutputStream winners) {
            super(winners);
        }

        @Override
        public void write(int octet) throws IOException {
            try {
                out.write(octet);
            } catch (SocketException failure) {
                closeWithWinner();
                throw failure;
            }
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                out.write(buffer, offset, length);
            } catch (SocketException failure) {
                closeWithWinner();
                throw failure;
            }
        }

        @Override
        public void close() throws IOException {
            RacingSocket.this.close();
        }
    }
}
