package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.http.HttpConnections;
import io.happyconnect.boot.http.OkHttpClientHttpRequestFactoryBuilder;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.order.AddressOrder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * A GET of each client over a new connection. The server asks for the end of the connection and resets it afterwards, so that no client
 * needs to be told, and none leaves anything in TIME_WAIT.
 */
final class GetStage implements Stage {

    /** Of the clients that have none or a longer one and do not race. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final List<AutoCloseable> opened;
    private final String host;
    private final int port;
    private final int rehearsalPort;
    private final HappyConnector connector = HappyConnector.builder()
            .addressOrder(AddressOrder.asResolved())
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private GetStage(List<AutoCloseable> opened, String host, int port, int rehearsalPort) {
        this.opened = opened;
        this.host = host;
        this.port = port;
        this.rehearsalPort = rehearsalPort;
    }

    static GetStage overLoopback() throws IOException {
        TinyHttpServer server = new TinyHttpServer();
        return new GetStage(List.of(server), NamedHosts.ONE_FAMILY, server.port(), server.port());
    }

    static GetStage overLink() throws IOException {
        TinyHttpServer near = new TinyHttpServer();
        return new GetStage(List.of(near), NamedHosts.OVER_LINK, Link.PORT, near.port());
    }

    static GetStage pastDeadAddress() throws IOException {
        TinyHttpServer server = new TinyHttpServer(new InetSocketAddress(CrowdServer.GOOD, 0));
        SilentPort silent = new SilentPort(new InetSocketAddress(CrowdServer.DEAD, server.port()));
        TinyHttpServer near = new TinyHttpServer();
        return new GetStage(List.of(server, silent, near), NamedHosts.DEAD_FIRST, server.port(), near.port());
    }

    /** Asks for a page. */
    @FunctionalInterface
    private interface Client {
        int get() throws IOException;
    }

    @Override
    public Turn turn(String entry) {
        return timed(client(entry, "http://" + host + ":" + port + "/"));
    }

    @Override
    public Turn rehearsal(String entry) {
        return timed(client(entry, "http://" + NamedHosts.ONE_FAMILY + ":" + rehearsalPort + "/"));
    }

    private static Turn timed(Client client) {
        return () -> {
            long start = System.nanoTime();
            if (client.get() != 2) {
                throw new IOException("not the expected page");
            }
            return System.nanoTime() - start;
        };
    }

    private Client client(String entry, String url) {
        return switch (entry) {
            case "okhttp" -> okHttp(newConnections().build(), url);
            case "okhttp-happy" ->
                okHttp(
                        HappyConnectOkHttp.of(connector)
                                .applyTo(newConnections())
                                .build(),
                        url);
            case "restclient-happy" -> restClient(url);
            case "jdk" -> jdk(url);
            case "httpcomponents" -> httpComponents(url);
            default -> throw new IllegalArgumentException(entry);
        };
    }

    private static OkHttpClient.Builder newConnections() {
        return new OkHttpClient.Builder().connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES));
    }

    private static Client okHttp(OkHttpClient client, String url) {
        Request request = new Request.Builder().url(url).build();
        return () -> {
            try (Response response = client.newCall(request).execute()) {
                return response.body().bytes().length;
            }
        };
    }

    private Client restClient(String url) {
        HttpConnections connections = new HttpConnections(connector);
        RestClient client = RestClient.builder()
                .requestFactory(new OkHttpClientHttpRequestFactoryBuilder(connections).build(null))
                .build();
        URI uri = URI.create(url);
        return () -> {
            try {
                return Objects.requireNonNull(client.get().uri(uri).retrieve().body(byte[].class)).length;
            } catch (ResourceAccessException failure) {
                throw new IOException(failure);
            }
        };
    }

    private static Client jdk(String url) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return () -> {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body()
                        .length;
            } catch (InterruptedException impossible) {
                throw new IOException(impossible);
            }
        };
    }

    private static Client httpComponents(String url) {
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                                .build())
                        .build())
                .build();
        return () -> client.execute(new HttpGet(url), response -> EntityUtils.toByteArray(response.getEntity()).length);
    }

    @Override
    public void close() throws IOException {
        connector.close();
        List<Exception> failures = new ArrayList<>();
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw new IOException(failures.get(0));
        }
    }
}
