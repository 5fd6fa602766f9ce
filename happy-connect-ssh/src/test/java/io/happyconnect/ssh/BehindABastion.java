package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.EchoServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a user, a bastion that lets the user in, and a database that repeats what it is told. */
abstract class BehindABastion {

    @TempDir
    Path directory;

    SshSite site;
    EmbeddedSshd bastion;
    EchoServer database;

    @BeforeEach
    void open() throws Exception {
        site = new SshSite(directory);
        bastion = new EmbeddedSshd().letsIn(site.key().getPublic());
        database = new EchoServer();
        site.host("bastion.example.com", ipv4(1)).knownHosts(bastion.knownAs("bastion.example.com"));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
        database.close();
        bastion.close();
    }

    /** The five lines of a user with a database behind a bastion. */
    String fiveLines() {
        return """
                Host orders-db
                  HostName 127.0.0.1
                  ProxyJump kim@bastion
                Host bastion
                  HostName bastion.example.com
                  Port %d
                """.formatted(bastion.address().getPort());
    }

    int port() {
        return database.address().getPort();
    }

    static void echoes(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(bytes);
        assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }
}
