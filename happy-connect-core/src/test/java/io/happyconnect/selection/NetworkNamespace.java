package io.happyconnect.selection;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A machine of its own as far as networking goes, with one cable that leads nowhere, {@code eth0}. Needs root and {@code ip}; tests
 * are skipped where they are missing, and say so.
 */
final class NetworkNamespace implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final long LIMIT_SECONDS = 60;

    private final String name = "order-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();

    private NetworkNamespace() {}

    /**
     * Opens one.
     *
     * @param commands arguments of {@code ip} that give it addresses and routes
     */
    static NetworkNamespace open(String... commands) throws IOException {
        NetworkNamespace opened = new NetworkNamespace();
        assumeTrue(
                succeeds("ip", "netns", "add", opened.name),
                "SKIPPED: network namespaces need root and the command ip, and this is not Linux as root");
        try {
            opened.ip("link set lo up");
            opened.ip("link add eth0 type veth peer name eth1");
            opened.ip("link set eth0 up");
            opened.ip("link set eth1 up");
            for (String command : commands) {
                opened.ip(command);
            }
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private static boolean succeeds(String... command) {
        try {
            run("", command);
            return true;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    void ip(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of("ip", "-n", name));
        words.addAll(List.of(command.split(" ", -1)));
        run("", words.toArray(String[]::new));
    }

    /** What a shell prints in there. */
    String shell(String script) throws IOException {
        return run("", "ip", "netns", "exec", name, "sh", "-e", "-c", script);
    }

    /**
     * What the main method of a test class prints in there.
     *
     * @param files put over others, each {@code what over}
     */
    String java(Class<?> main, String input, List<String> files, String... arguments) throws IOException {
        StringBuilder script = new StringBuilder();
        for (String file : files) {
            script.append("mount --bind ").append(file).append("; ");
        }
        script.append("exec \"$@\"");
        List<String> command =
                new ArrayList<>(List.of("ip", "netns", "exec", name, "sh", "-e", "-c", script.toString(), "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.net.preferIPv6Addresses=system", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return run(input, command.toArray(String[]::new));
    }

    private static String classPath() {
        return placeOf(NetworkNamespace.class) + System.getProperty("path.separator") + placeOf(AddressSelection.class);
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(String input, String... command) throws IOException {
        Path in = Files.writeString(Files.createTempFile("order", ".in"), input);
        Path out = Files.createTempFile("order", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + List.of(command));
            }
            String printed = Files.readString(out, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(List.of(command) + " ended with " + process.exitValue() + ": " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    @Override
    public void close() throws IOException {
        run("", "ip", "netns", "delete", name);
    }
}
