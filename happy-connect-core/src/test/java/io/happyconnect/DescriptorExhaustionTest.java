package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.name.Target;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import java.io.File;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that runs out of descriptors: races fail and say why, and the connector works again when there are some. */
class DescriptorExhaustionTest {

    private static final int DESCRIPTORS = 100;

    @Test
    void theSelectorThreadSurvives(@TempDir Path temporary) throws Exception {
        assumeThat(Files.isDirectory(Path.of("/proc/self/fd")))
                .as("***** SKIPPED: the limit of descriptors is set by a shell of Linux *****")
                .isTrue();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + " && exec \"$0\" -cp \"$1\" \"$2\"",
                        java,
                        inJars(temporary),
                        Starved.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).contains("all as it should be");
            assertThat(process.exitValue()).as(output).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    // A jar is open already when a class of it is loaded, and a file in a directory is not.
    private static String inJars(Path temporary) throws IOException {
        List<String> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            classPath.add(Files.isDirectory(path) ? jar(path, temporary.resolve(classPath.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, classPath);
    }

    private static String jar(Path directory, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    /** Runs in a process of its own. */
    static final class Starved {

        private Starved() {}

        public static void main(String[] args) throws Exception {
            try (EchoServer good = new EchoServer();
                    BlackHole silent = new BlackHole();
                    HappyConnector connector = HappyConnector.builder()
                            .connectTimeout(Duration.ofSeconds(30))
                            .maxSocketsInFlight(1_000)
                            .build()) {
                Target there = Target.parse("127.0.0.1:" + good.address().getPort());
                Target nowhere = Target.parse("127.0.0.1:" + silent.address().getPort());
                connector.connectAsync(there).get(10, TimeUnit.SECONDS).close();
                List<CompletableFuture<SocketChannel>> pending = new ArrayList<>();
                for (int i = 0; i < DESCRIPTORS; i++) {
                    pending.add(connector.connectAsync(nowhere));
                }
                refused(connector.connectAsync(there));
                long starved = pending.stream()
                        .filter(CompletableFuture::isCompletedExceptionally)
                        .count();
                require(starved > 0, "no race was refused a descriptor");
                require(starved < DESCRIPTORS, "every race was refused a descriptor");
                try {
                    connector.connectChannel(there).close();
                    throw new AssertionError("there was a descriptor left");
                } catch (ConnectFailedException expected) {
                    says(expected);
                }
                Deque<CompletableFuture<SocketChannel>> left = new ArrayDeque<>(pending);
                while (!left.isEmpty()) {
                    left.remove().cancel(true);
                }
                for (int tries = 0; ; tries++) {
                    try {
                        connector.connectAsync(there).get(10, TimeUnit.SECONDS).close();
                        break;
                    } catch (ExecutionException notYet) {
                        require(tries < 1_000, "descriptors do not come back: " + notYet);
                        LockSupport.parkNanos(5_000_000);
                    }
                }
                System.out.println("all as it should be");
            }
        }

        private static void refused(CompletableFuture<SocketChannel> future) throws Exception {
            try {
                future.get(10, TimeUnit.SECONDS).close();
                throw new AssertionError("there was a descriptor left");
            } catch (ExecutionException expected) {
                says((IOException) expected.getCause());
            }
        }

        private static void says(IOException failure) {
            require(
                    failure.getMessage().contains("no file descriptors left"),
                    "unexpected message: " + failure.getMessage());
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }
    }
}
