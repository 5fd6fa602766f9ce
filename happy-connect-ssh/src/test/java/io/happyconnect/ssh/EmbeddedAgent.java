package io.happyconnect.ssh;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An ssh-agent with one key at a Unix domain socket. */
final class EmbeddedAgent implements AutoCloseable {

    private final ServerSocketChannel server;
    private final AgentImpl keys = new AgentImpl();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    EmbeddedAgent(Path socket, KeyPair key) throws IOException {
        keys.addIdentity(key, "test");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        start(this::acceptAll);
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "embedded-agent");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            AbstractAgentClient answers = new AbstractAgentClient(keys) {
                @Override
                protected void reply(Buffer buffer) throws IOException {
                    client.write(ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available()));
                }
            };
            ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
            while (client.read(bytes) >= 0) {
                bytes.flip();
                byte[] received = new byte[bytes.remaining()];
                bytes.get(received);
                bytes.clear();
                answers.messageReceived(new ByteArrayBuffer(received));
            }
        } catch (IOException gone) {
            // The client has ended the connection.
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        keys.close();
    }
}
