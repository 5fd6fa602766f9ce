package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kernel's table of TCP sockets: from the inode of a descriptor to its addresses and state. */
final class TcpTable {

    private static final List<String> STATES = List.of(
            "",
            "ESTABLISHED",
            "SYN_SENT",
            "SYN_RECV",
            "FIN_WAIT1",
            "FIN_WAIT2",
            "TIME_WAIT",
            "CLOSE",
            "CLOSE_WAIT",
            "LAST_ACK",
            "LISTEN",
            "CLOSING");

    private final Map<String, String> socketsByTarget = new HashMap<>();

    private TcpTable() {}

    /** Reads the table; an empty one where the system has none. */
    static TcpTable read() {
        TcpTable table = new TcpTable();
        table.read(Path.of("/proc/self/net/tcp"));
        table.read(Path.of("/proc/self/net/tcp6"));
        return table;
    }

    private void read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException noSuchTable) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.trim().split("\\s+", -1);
            String socket = endpoint(columns[1]) + " -> " + endpoint(columns[2]) + " "
                    + STATES.get(Integer.parseInt(columns[3], 16) % STATES.size());
            socketsByTarget.put("socket:[" + columns[9] + "]", socket);
        }
    }

    // 0100007F:01BB is 127.0.0.1:443: groups of four bytes in the byte order of the machine, which we take to be
    // little-endian.
    private static String endpoint(String column) {
        int colon = column.indexOf(':');
        byte[] bytes = new byte[colon / 2];
        for (int i = 0; i < bytes.length; i++) {
            int swapped = i - i % 4 + 3 - i % 4;
            bytes[i] = (byte) Integer.parseInt(column.substring(2 * swapped, 2 * swapped + 2), 16);
        }
        int port = Integer.parseInt(column.substring(colon + 1), 16);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + ":" + port;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** The descriptor, and its addresses if it is a TCP socket that has any. */
    String describe(Descriptor descriptor) {
        String socket = socketsByTarget.get(descriptor.target());
        return socket == null ? descriptor.toString() : descriptor + " " + socket;
    }
}
