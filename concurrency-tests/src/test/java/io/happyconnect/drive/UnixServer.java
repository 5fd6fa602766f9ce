package io.happyconnect.drive;

import io.happyconnect.candidate.UnixSocketCandidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes connections for as long as the process lives, and closes them when it is told to: no thread of its own could keep up. */
final class UnixServer {

    private static final int BACKLOG = 4_096;

    private final ServerSocketChannel server;
    private final UnixSocketCandidate candidate;

    UnixServer() {
        try {
            Path directory = Files.createTempDirectory("stress");
            Path path = directory.resolve("server");
            directory.toFile().deleteOnExit();
            path.toFile().deleteOnExit();
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            server.configureBlocking(false);
            candidate = new UnixSocketCandidate(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    UnixSocketCandidate candidate() {
        return candidate;
    }

    void closeWhatHasCome() throws IOException {
        for (SocketChannel come = server.accept(); come != null; come = server.accept()) {
            come.close();
        }
    }
}
