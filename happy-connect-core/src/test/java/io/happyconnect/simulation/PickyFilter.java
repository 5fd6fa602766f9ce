package io.happyconnect.simulation;

import io.happyconnect.resolve.AddressFilter;
import java.net.InetAddress;

/** Refuses some addresses, and fails at others. */
final class PickyFilter implements AddressFilter {

    static boolean refuses(InetAddress address) {
        return lastByte(address) % 5 == 0 || fails(address);
    }

    private static boolean fails(InetAddress address) {
        return lastByte(address) % 11 == 0;
    }

    private static int lastByte(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes[bytes.length - 1] & 0xff;
    }

    @Override
    public boolean accepts(InetAddress address) {
        if (fails(address)) {
            throw new SimulatedFault("a filter that throws");
        }
        return !refuses(address);
    }
}
