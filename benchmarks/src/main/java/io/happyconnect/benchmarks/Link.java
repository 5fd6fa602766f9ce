package io.happyconnect.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A link to a server with two addresses: network namespaces, and a process that takes the packets from one to the other. Needs Linux,
 * root, {@code ip} and Python 3; the kernel needs no netem.
 */
final class Link implements AutoCloseable {

    /** The first of the server's addresses, from TEST-NET-2. */
    static final String SERVER = "198.51.100.1";

    /** The second. */
    static final String SECOND_SERVER = "198.51.100.2";

    /** Where the {@link TinyHttpServer} listens. */
    static final int PORT = 8_080;

    private static final String ONE_WAY_MILLIS = "1";
    private static final String TIES = "ties";
    private static final String SCRIPT = "link.py";

    private final List<Process> processes = new ArrayList<>();
    private final Process delaying;
    private final String client;

    private Link(Process delaying, String client) {
        processes.add(delaying);
        this.delaying = delaying;
        this.client = client;
    }

    /**
     * Opens one with a round trip of 2 ms, to a {@link TinyHttpServer}.
     *
     * @throws IOException if there cannot be one here; the message says why
     */
    static Link open() throws IOException {
        return open(ONE_WAY_MILLIS, TinyHttpServer.class, Integer.toString(PORT));
    }

    /**
     * Opens one on which the handshake with the first address ends when that with the second one does, to a {@link NearTieServer}.
     *
     * @throws IOException if there cannot be one here; the message says why
     */
    static Link openForTies() throws IOException {
        return open(TIES, NearTieServer.class);
    }

    private static Link open(String delays, Class<?> server, String... arguments) throws IOException {
        String tag = "hcbench" + ProcessHandle.current().pid() % 100_000;
        Process delaying = new ProcessBuilder("python3", "-c", script(), delays, tag)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] said = line(delaying).split(" ", -1);
        if (!said[0].equals("ready")) {
            end(delaying);
            throw new IOException("it takes root on Linux with namespaces and TUN devices; " + String.join(" ", said));
        }
        Link link = new Link(delaying, said[1]);
        try {
            link.serve(said[2], server, arguments);
            return link;
        } catch (IOException failure) {
            link.close();
            throw failure;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Link.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException(SCRIPT + " is missing");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void serve(String namespace, Class<?> main, String... arguments) throws IOException {
        List<String> command = in(namespace);
        command.addAll(Turns.java());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Process server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(0, server);
        if (!line(server).startsWith("listening")) {
            throw new IOException("the server in " + namespace + " did not start");
        }
    }

    // The reader stays open: closing it would close what the process writes to.
    private static String line(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        return line == null ? "" : line;
    }

    private static List<String> in(String namespace) {
        return new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    }

    /** {@return what has become of the races since it was asked last, see the script; only of a link for ties} */
    String ties() throws IOException {
        OutputStream question = delaying.getOutputStream();
        question.write('\n');
        question.flush();
        return line(delaying);
    }

    /** {@return what a command begins with to run at the client's end} */
    List<String> prefix() {
        return in(client);
    }

    /** Ends the processes, which take the namespaces with them. */
    @Override
    public void close() {
        processes.forEach(Link::end);
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
