package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.Socket;

/** What is said to a proxy until its connection leads to a target. Bounded in what it reads; whoever closes the socket ends it. */
interface Handshake {

    /**
     * Asks for a target, and reads not a byte more than the proxy's own answer.
     *
     * @throws IOException if the proxy does not lead there; the socket is the caller's to close
     */
    void ask(Socket proxy, Target target) throws IOException;
}
