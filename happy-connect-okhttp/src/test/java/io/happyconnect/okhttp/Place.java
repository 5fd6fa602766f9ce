package io.happyconnect.okhttp;

import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import mockwebserver3.MockWebServer;

/**
 * What a test wants to be at an address.
 *
 * @param address a loopback address
 * @param opening makes it be there
 */
record Place(InetAddress address, Opening opening) {

    @FunctionalInterface
    interface Opening {
        Closeable at(InetAddress address, int port) throws IOException;
    }

    /** Attempts to connect hang. */
    static Place blackHole(int last) {
        return new Place(Loopback.ipv4(last), (address, port) -> new BlackHole(address, port)::close);
    }

    /** Attempts to connect are refused. */
    static Place refusing(int last) {
        return new Place(Loopback.ipv4(last), (address, port) -> new RefusingPort(address, port)::close);
    }

    /** A server that was not started yet. */
    static Place serving(int last, MockWebServer server) {
        return new Place(Loopback.ipv4(last), (address, port) -> {
            server.start(address, port);
            return server;
        });
    }
}
