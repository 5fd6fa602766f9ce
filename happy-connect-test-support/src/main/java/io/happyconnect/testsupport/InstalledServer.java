package io.happyconnect.testsupport;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A server of this machine's packages, run for a test on a port of 127.0.0.1. Where it is not installed the test is skipped, with
 * a line in the log that nobody overlooks.
 */
public final class InstalledServer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(InstalledServer.class.getName());
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final int port;
    private final Path log;

    private InstalledServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Finds a program.
     *
     * @param name its name
     * @return its path
     * @throws TestAbortedException if it is not installed
     */
    public static String program(String name) {
        Stream<String> directories = Stream.concat(
                Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)),
                Stream.of("/usr/sbin", "/usr/local/sbin"));
        return directories
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> {
                    String skipped = "***** SKIPPED: " + name + " is not installed *****";
                    LOGGER.log(Level.WARNING, skipped);
                    return new TestAbortedException(skipped);
                });
    }

    /**
     * A port of 127.0.0.1 that nobody listens to at the moment.
     *
     * @return the port
     * @throws IOException if there is none
     */
    public static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, Loopback.ipv4(1))) {
            return server.getLocalPort();
        }
    }

    /**
     * Starts a program and waits until its port answers.
     *
     * @param port the port it was told to listen to, on 127.0.0.1
     * @param log a file for what it prints
     * @param command the program and its arguments; it must not go to the background
     * @return the running server
     * @throws IOException if it does not listen in time; the message has what it printed
     */
    public static InstalledServer start(int port, Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        InstalledServer server = new InstalledServer(process, port, log);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!server.answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                server.close();
                throw new IOException(command + " does not listen on " + port + ": " + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return server;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return new InetSocketAddress(Loopback.ipv4(1), port);
    }

    /**
     * What it has printed.
     *
     * @return all of it
     * @throws IOException if that cannot be read
     */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /**
     * Stops it and the processes it has started as if they had hung: connections stay open, and nobody answers.
     *
     * @throws IOException if there is no program to send signals with
     */
    public void freeze() throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(program("kill"), "-STOP", String.valueOf(process.pid())),
                        process.descendants().map(each -> String.valueOf(each.pid())))
                .toList();
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it and the processes it has started, at once. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(process + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
