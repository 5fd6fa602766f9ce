package io.happyconnect.name;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The format of services(5): "name port/protocol aliases # comment". Whatever else stands in the file is passed over,
 * because a line that nobody needs must not stop a connection.
 */
final class ServicesDatabase {

    /** The largest in use (macOS) has 0.7 MB. */
    static final int MAX_BYTES = 4 << 20;

    private static final int MAX_DIGITS = 5;

    private ServicesDatabase() {}

    /** The TCP port of every name and alias, in lower case; the first line wins, as with getservbyname. */
    static Map<String, Integer> parse(String database) {
        var ports = new HashMap<String, Integer>();
        database.lines().forEach(line -> addLine(line, ports));
        return Map.copyOf(ports);
    }

    private static void addLine(String line, Map<String, Integer> ports) {
        int comment = line.indexOf('#');
        var words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
        if (words.countTokens() < 2) {
            return;
        }
        String name = words.nextToken();
        int port = tcpPort(words.nextToken());
        if (!Port.isValid(port)) {
            return;
        }
        addName(name, port, ports);
        while (words.hasMoreTokens()) {
            addName(words.nextToken(), port, ports);
        }
    }

    private static void addName(String name, int port, Map<String, Integer> ports) {
        if (name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            ports.putIfAbsent(Ascii.lowerCase(name), port);
        }
    }

    private static int tcpPort(String portAndProtocol) {
        int slash = portAndProtocol.indexOf('/');
        boolean tcp = slash >= 0 && portAndProtocol.substring(slash + 1).equalsIgnoreCase("tcp");
        return tcp ? Port.decimal(portAndProtocol, 0, slash, MAX_DIGITS) : -1;
    }

    /** The text of the system's database, empty where there is none to be read. */
    static String readSystem() {
        String windows = System.getenv("SystemRoot");
        return read(
                windows == null
                        ? Path.of("/etc/services")
                        : Path.of(windows, "System32", "drivers", "etc", "services"));
    }

    /**
     * ISO 8859-1 reads any byte: names are ASCII, comments are thrown away, and nothing is malformed. Not by a channel, which would
     * fail for a thread that was interrupted.
     */
    static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            System.getLogger(ServicesDatabase.class.getName())
                    .log(Level.DEBUG, () -> "built-in service names only: cannot read " + file, unreadable);
            return "";
        }
    }
}
