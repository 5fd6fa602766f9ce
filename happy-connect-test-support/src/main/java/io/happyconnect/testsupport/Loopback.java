package io.happyconnect.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The addresses of this machine that a test may use: the whole of 127.0.0.0/8 (on Linux without set-up), and ::1. */
public final class Loopback {

    private Loopback() {}

    /**
     * One of 127.0.0.1, 127.0.0.2, and so on.
     *
     * @param last the last byte, 1 to 254
     * @return the address, without a host name
     * @throws IllegalArgumentException if the byte is out of range
     */
    public static InetAddress ipv4(int last) {
        if (last < 1 || last > 254) {
            throw new IllegalArgumentException("last must be 1 to 254, but is " + last);
        }
        return address(127, 0, 0, last);
    }

    /** {@return ::1, without a host name} */
    public static InetAddress ipv6() {
        return address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    /** {@return whether ::1 can be bound; containers often have no IPv6 at all} */
    public static boolean hasIpv6() {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(ipv6(), 0));
            return true;
        } catch (IOException noIpv6) {
            return false;
        }
    }

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
