package io.happyconnect.sample.neighbourhood;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** An address that refuses: its port is reserved, and nobody listens. */
final class RefusingPort implements AutoCloseable {

    private final Socket reservation = new Socket();

    RefusingPort(InetSocketAddress address) throws IOException {
        try {
            reservation.bind(address);
        } catch (IOException e) {
            reservation.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        reservation.close();
    }
}
