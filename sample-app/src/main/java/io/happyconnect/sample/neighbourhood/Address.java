package io.happyconnect.sample.neighbourhood;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of the broken neighbourhood, the worst first. */
enum Address {
    SILENT(101),
    REFUSING(102),
    WELL(103);

    private final InetAddress inetAddress;

    Address(int last) {
        try {
            inetAddress = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static List<InetAddress> all() {
        return Stream.of(values()).map(Address::inetAddress).toList();
    }

    InetAddress inetAddress() {
        return inetAddress;
    }
}
