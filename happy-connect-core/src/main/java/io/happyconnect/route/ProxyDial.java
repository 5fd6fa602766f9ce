package io.happyconnect.route;

import io.happyconnect.candidate.Dial;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt through a proxy: a race to the proxy, then its handshake on the socket that won. */
final class ProxyDial implements Dial {

    private final ProxyServer server;
    private final Target target;
    private final Dial toProxy;
    private final Consumer<IOException> onFailure;
    private @Nullable Socket socket; // guarded by this; while the handshake runs
    private boolean cancelled; // guarded by this

    ProxyDial(ProxyServer server, Target target, Dial toProxy, Consumer<IOException> onFailure) {
        this.server = server;
        this.target = target;
        this.toProxy = toProxy;
        this.onFailure = onFailure;
    }

    @Override
    public Socket connect() throws IOException {
        try {
            return ask(reach());
        } catch (IOException failure) {
            if (!isCancelled()) {
                onFailure.accept(failure);
            }
            throw failure;
        }
    }

    private Socket reach() throws IOException {
        try {
            return toProxy.connect();
        } catch (IOException failure) {
            // These words keep the failure from being taken for the target's.
            throw new IOException("no way to the proxy " + server + ": " + failure.getMessage(), failure);
        }
    }

    private Socket ask(Socket proxy) throws IOException {
        boolean asked = false;
        try {
            hold(proxy);
            server.handshake().ask(proxy, target);
            release();
            asked = true;
            return proxy;
        } finally {
            if (!asked) {
                close(proxy);
            }
        }
    }

    private synchronized void hold(Socket proxy) throws SocketException {
        throwIfCancelled();
        socket = proxy;
    }

    private synchronized void release() throws SocketException {
        throwIfCancelled();
        socket = null;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private synchronized void throwIfCancelled() throws SocketException {
        if (cancelled) {
            throw new SocketException("Attempt cancelled");
        }
    }

    @Override
    public void cancel() {
        Socket held;
        synchronized (this) {
            cancelled = true;
            held = socket;
        }
        toProxy.cancel();
        if (held != null) {
            close(held);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is on its way out; what matters has been thrown already.
        }
    }
}
