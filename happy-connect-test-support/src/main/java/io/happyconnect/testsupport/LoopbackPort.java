package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A port of a loopback address that treats attempts to connect in a way of its own, until it is closed. */
public sealed interface LoopbackPort extends AutoCloseable permits BlackHole, EchoServer, RefusingPort {

    /** {@return what a socket connects to} */
    InetSocketAddress address();

    @Override
    void close() throws IOException;
}
