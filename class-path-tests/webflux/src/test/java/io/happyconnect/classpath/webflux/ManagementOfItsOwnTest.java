package io.happyconnect.classpath.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** WebFlux, with a port and a base path of its own for Actuator, and a real scrape for Prometheus. */
class ManagementOfItsOwnTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static LoopbackHost host;
    private static ConfigurableApplicationContext context;

    /** Refuses datagrams at once, so that there is a question, and its meters, without a server. */
    private static final String NO_DNS_SERVER = "127.0.0.63:1";

    @BeforeAll
    static void start() throws Exception {
        host = LoopbackHost.builder()
                .blackHole(Loopback.ipv4(61))
                .echoing(Loopback.ipv4(62))
                .open();
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--management.endpoints.web.base-path=/manage",
                "--management.endpoints.web.exposure.include=health,happyconnect,prometheus",
                "--management.endpoint.health.show-details=always",
                "--happy-connect.hosts.api.example.com=127.0.0.61,127.0.0.62",
                "--happy-connect.targets.api.example.com.connection-attempt-delay=100ms",
                "--happy-connect.resolver=dns",
                "--happy-connect.dns.servers=" + NO_DNS_SERVER,
                "--test.port=" + host.port());
        assertThat(get("local.server.port", "/connect").body()).isEqualTo("127.0.0.62");
        HappyConnector connector = context.getBean(HappyConnector.class);
        assertThatThrownBy(() -> connector.connect("nobody.example.com", 80)).isInstanceOf(UnknownHostException.class);
    }

    @AfterAll
    static void stop() throws Exception {
        context.close();
        host.close();
    }

    private static HttpResponse<String> get(String port, String path) throws Exception {
        return send(port, path, "GET");
    }

    private static HttpResponse<String> send(String port, String path, String method) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty(port) + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> manage(String path) throws Exception {
        return get("local.management.port", "/manage" + path);
    }

    @Test
    void theEndpointIsOnItsOwnPortAndNowhereElse() throws Exception {
        assertThat(manage("/happyconnect").statusCode()).isEqualTo(200);
        assertThat(manage("/happyconnect").body())
                .contains("\"connectionAttemptDelayMs\":100.0")
                .contains("127.0.0.61")
                .contains("\"winner\":\"127.0.0.62\"");
        assertThat(manage("/happyconnect/api.example.com").statusCode()).isEqualTo(200);
        assertThat(manage("/happyconnect/unknown.example.com").statusCode()).isEqualTo(404);
        assertThat(get("local.server.port", "/manage/happyconnect").statusCode())
                .isEqualTo(404);
        assertThat(get("local.server.port", "/actuator/happyconnect").statusCode())
                .isEqualTo(404);
    }

    @Test
    void itIsReadOnlyUnlessSomebodySaysOtherwise() throws Exception {
        assertThat(send("local.management.port", "/manage/happyconnect", "DELETE")
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void healthIsUpAndShowsTheAddressThatIsSilent() throws Exception {
        assertThat(manage("/health").body())
                .startsWith("{\"components\":")
                .contains("\"happyConnect\":{\"details\"")
                .contains("127.0.0.61")
                .contains("\"status\":\"UP\"");
    }

    @Test
    void aScrapeAgreesWithWhatHappened() throws Exception {
        assertThat(manage("/prometheus").body().lines().map(ManagementOfItsOwnTest::withoutPort))
                .contains(
                        "happy_connect_races_seconds_count{connector=\"default\",error_type=\"none\",network_type=\"ipv4\","
                                + "outcome=\"success\",server_address=\"api.example.com\",server_port=\"\"} 1",
                        "happy_connect_peer_attempts_seconds_count{connector=\"default\","
                                + "network_peer_address=\"127.0.0.61\",network_type=\"ipv4\",outcome=\"lost\"} 1",
                        "happy_connect_peer_attempts_seconds_count{connector=\"default\","
                                + "network_peer_address=\"127.0.0.62\",network_type=\"ipv4\",outcome=\"won\"} 1",
                        "happy_connect_fallbacks_total{connector=\"default\",network_type_from=\"ipv4\","
                                + "network_type_to=\"ipv4\",reason=\"delay\",server_address=\"api.example.com\","
                                + "server_port=\"\"} 1.0");
    }

    private static String withoutPort(String line) {
        return line.replace("server_port=\"" + host.port() + "\"", "server_port=\"\"");
    }

    @Test
    void theTableOfMetersInTheGuideIsWhatAScrapeHas() throws Exception {
        List<String> scraped = manage("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE happy_connect_"))
                .map(line -> line.split(" ")[2])
                .sorted()
                .toList();

        // The largest of a timer or a summary is a part of that, and no meter of its own.
        assertThat(scraped)
                .filteredOn(name -> !(name.endsWith("_max") && scraped.contains(name.replaceFirst("_max$", ""))))
                .containsExactlyElementsOf(documented());
    }

    private static List<String> documented() throws IOException {
        String top = System.getProperty("happyconnect.topDirectory");
        Path docs = (top == null ? Path.of("..", "..") : Path.of(top)).resolve("docs");
        return Files.readAllLines(docs.resolve("observability.md")).stream()
                .filter(line -> line.startsWith("| `happy.connect.") && line.contains("`happy_connect_"))
                .map(line -> line.split("`")[3])
                .sorted()
                .toList();
    }

    @SpringBootApplication
    @Import(Connecting.class)
    static class Application {}

    @RestController
    static class Connecting {

        private final HappyConnector connector;

        Connecting(HappyConnector connector) {
            this.connector = connector;
        }

        @GetMapping("/connect")
        Mono<String> connect(@Value("${test.port}") int port) {
            return Mono.fromCallable(() -> {
                        try (Socket socket = connector.connect("api.example.com", port)) {
                            return socket.getInetAddress().getHostAddress();
                        }
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }
    }
}
