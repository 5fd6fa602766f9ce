package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpResponse;

/** Bodies that do not fit into memory, or should not have to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeBodyMatrixTest {

    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 320;
    private static final long LENGTH = (long) BLOCK * BLOCKS; // 20 MB
    private static final long MOST_ALLOCATED = 8 << 20;

    private final Clients clients = new Clients();

    @AfterEach
    void close() throws Exception {
        clients.close();
    }

    /** Sends back every byte as it comes, whatever it means, after headers that announce as many. */
    private static void mirror(Socket connection) throws IOException {
        String head = RawServer.headers(connection);
        assertThat(head).contains("Content-Length: " + LENGTH);
        InputStream in = connection.getInputStream();
        RawServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n\r\n");
        byte[] block = new byte[BLOCK];
        long left = LENGTH;
        while (left > 0) {
            left -= in.readNBytes(block, 0, BLOCK);
        }
        OutputStream out = connection.getOutputStream();
        for (int i = 0; i < BLOCKS; i++) {
            out.write(block);
        }
    }

    private static StreamingHttpOutputMessage.Body blocks() {
        return stream -> {
            byte[] block = new byte[BLOCK];
            for (int i = 0; i < BLOCKS; i++) {
                stream.write(block);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void twentyMegabytesGoThereAndBack(Client client) throws IOException {
        try (RawServer server = new RawServer(LargeBodyMatrixTest::mirror)) {
            var request = request(clients.factory(client), HttpMethod.POST, server.uri(), blocks());
            request.getHeaders().setContentLength(LENGTH);
            long before = allocated();
            long received = 0;
            try (ClientHttpResponse response = request.execute()) {
                byte[] block = new byte[BLOCK];
                InputStream body = response.getBody();
                for (int n = body.read(block); n >= 0; n = body.read(block)) {
                    received += n;
                }
            }
            assertThat(received).isEqualTo(LENGTH);
            if (client == Client.HAPPY) {
                // On the thread of the request; the others use threads of their own.
                assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void theServerReadsWhileTheBodyIsStillBeingWritten() throws IOException {
        CountDownLatch firstBlock = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            RawServer.headers(connection);
            connection.getInputStream().readNBytes(BLOCK);
            firstBlock.countDown();
            RawServer.silence(connection);
        })) {
            boolean[] seen = new boolean[1];
            var request = request(clients.happy(), HttpMethod.POST, server.uri(), stream -> {
                stream.write(new byte[BLOCK]);
                stream.flush();
                seen[0] = await(firstBlock);
                throw new IOException("enough");
            });

            assertThat(org.assertj.core.api.Assertions.catchThrowable(request::execute))
                    .hasMessage("enough");
            assertThat(seen[0]).isTrue();
        }
    }

    @Test
    void theApplicationReadsWhileTheServerIsStillWriting() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            RawServer.headers(connection);
            RawServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha");
            if (await(read)) {
                RawServer.send(connection, "lf");
            }
        })) {
            try (ClientHttpResponse response =
                    clients.happy().createRequest(server.uri(), HttpMethod.GET).execute()) {
                assertThat(response.getBody().readNBytes(2)).asString().isEqualTo("ha");
                read.countDown();
                assertThat(response.getBody().readAllBytes()).asString().isEqualTo("lf");
            }
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
