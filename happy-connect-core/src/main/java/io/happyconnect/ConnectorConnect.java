package io.happyconnect;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects as the connector does: a race by name, or an attempt to the one address that was given. */
record ConnectorConnect(HappyConnector connector) implements SocketConnect {

    @Override
    public Socket connect(InetSocketAddress remote, Target target, ConnectOptions options) throws IOException {
        return connector.connect(target, options);
    }

    @Override
    public String toString() {
        return connector.toString();
    }
}
