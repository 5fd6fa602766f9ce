package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whose near ties are run: every way to drive a race. */
enum NearTieDriver {
    /** Plain sockets. */
    CONNECT("connect") {
        @Override
        Socket connect(HappyConnector connector, Target target) throws IOException {
            return connector.connect(target);
        }
    },
    /** A channel that its caller waits for. */
    CHANNEL("connectChannel") {
        @Override
        Socket connect(HappyConnector connector, Target target) throws IOException {
            return connector.connectChannel(target).socket();
        }
    },
    /** A future. */
    ASYNC("connectAsync") {
        @Override
        Socket connect(HappyConnector connector, Target target) throws IOException {
            try {
                return connector
                        .connectAsync(target)
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .socket();
            } catch (ExecutionException | TimeoutException failure) {
                throw new IOException("no future", failure);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    },
    /** Plain sockets of virtual threads. */
    VIRTUAL_CONNECT("connect from virtual threads") {
        @Override
        Socket connect(HappyConnector connector, Target target) throws IOException {
            return CONNECT.connect(connector, target);
        }
    },
    /** Channels of virtual threads. */
    VIRTUAL_CHANNEL("connectChannel from virtual threads") {
        @Override
        Socket connect(HappyConnector connector, Target target) throws IOException {
            return CHANNEL.connect(connector, target);
        }
    };

    private static final long PATIENCE_SECONDS = 60;

    private final String what;

    NearTieDriver(String what) {
        this.what = what;
    }

    abstract Socket connect(HappyConnector connector, Target target) throws IOException;

    boolean needsVirtualThreads() {
        return this == VIRTUAL_CONNECT || this == VIRTUAL_CHANNEL;
    }

    @Override
    public String toString() {
        return what;
    }
}
