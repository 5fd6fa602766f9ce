package io.happyconnect;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * How the sockets of a {@link HappyConnector#socketFactory(SocketConnect) factory} connect: for clients that want something
 * else than a race by name when one of their sockets is connected. Implementations are safe for any thread.
 */
@FunctionalInterface
public interface SocketConnect {

    /**
     * Connects. Called once for each socket, on the thread that connects it.
     *
     * @param remote the address as it was given to {@link Socket#connect}, unresolved or not
     * @param target the same as a target, named by the address's host name if it has one
     * @param options what was set on the socket, the timeout of the connect, and a cancellation that a close of the socket
     *     uses; a resolved address is {@linkplain ConnectOptions#withAddresses the only one to connect to}
     * @return a connected plain socket, which belongs to the one that was to be connected from now on
     * @throws IOException if that is not possible; what the connect of the socket throws, unless it was closed
     */
    Socket connect(InetSocketAddress remote, Target target, ConnectOptions options) throws IOException;
}
