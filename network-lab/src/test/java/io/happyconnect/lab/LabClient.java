package io.happyconnect.lab;

import io.happyconnect.ConnectFailure;
import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.WonRace;
import io.happyconnect.dns.DnsResolver;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The client in the laboratory: reads a line, connects, says in a line how that went. A line is the client ({@code happy} with
 * our resolver and the servers of the laboratory, {@code files} with the servers of resolv.conf, {@code platform} with the resolver of
 * the platform, {@code jdk} for a plain socket), a name, a timeout in milliseconds, and how many bytes to send to the winner.
 */
final class LabClient {

    private static final int PORT = 80;
    private static final int ANSWER_MILLIS = 3_000;

    private LabClient() {}

    public static void main(String[] servers) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            int timeout = Integer.parseInt(words[2]);
            int bytes = Integer.parseInt(words[3]);
            System.out.println(
                    words[0].equals("jdk")
                            ? plain(words[1], timeout)
                            : race(words[0], words[1], timeout, bytes, servers));
        }
    }

    /** A connector and a resolver of its own for each race, so that nothing is remembered. */
    private static String race(String client, String name, int timeout, int bytes, String[] servers) {
        HappyConnectorBuilder builder = HappyConnector.builder().connectTimeout(Duration.ofMillis(timeout));
        try (DnsResolver resolver = resolver(client, servers)) {
            if (!client.equals("platform")) {
                builder.resolver(resolver);
            }
            try (HappyConnector connector = builder.build()) {
                long start = System.nanoTime();
                try {
                    WonRace won = connector.race(Target.of(name, PORT), ConnectOptions.defaults());
                    String line = line("connected", start, won.report());
                    try (Socket socket = won.socket()) {
                        return bytes == 0 ? line : line + " " + sent(socket, bytes);
                    }
                } catch (IOException e) {
                    return line("failed", start, ((ConnectFailure) e).report()) + " "
                            + e.getClass().getSimpleName();
                }
            }
        }
    }

    private static DnsResolver resolver(String client, String[] servers) {
        return client.equals("files")
                ? DnsResolver.create()
                : DnsResolver.builder()
                        .servers(List.of(servers).stream()
                                .map(server -> new InetSocketAddress(server, 53))
                                .toList())
                        .build();
    }

    /** Says how many bytes come, sends them and waits for the server to say that it has them all. */
    private static String sent(Socket socket, int bytes) {
        try {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(Integer.BYTES + bytes)
                            .putInt(bytes)
                            .array());
            return socket.getInputStream().read() == '!' ? "answered" : "ended";
        } catch (SocketTimeoutException silence) {
            return "silence";
        } catch (IOException failure) {
            return failure.getClass().getSimpleName();
        }
    }

    private static String line(String outcome, long start, RaceReport report) {
        String attempts = report.attempts().stream()
                .map(attempt -> attempt.candidate() + "=" + attempt.outcome() + "/" + attempt.cause() + "/"
                        + attempt.elapsed().toMillis())
                .collect(Collectors.joining(","));
        String winner = report.winner().map(won -> won.candidate().toString()).orElse("-");
        return outcome + " " + winner + " " + (System.nanoTime() - start) / 1_000_000 + " "
                + (attempts.isEmpty() ? "-" : attempts);
    }

    private static String plain(String name, int timeout) {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(name), PORT), timeout);
            return "connected " + socket.getInetAddress().getHostAddress() + " "
                    + (System.nanoTime() - start) / 1_000_000 + " -";
        } catch (IOException e) {
            return "failed - " + (System.nanoTime() - start) / 1_000_000 + " - "
                    + e.getClass().getSimpleName();
        }
    }
}
