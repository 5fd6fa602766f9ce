package io.happyconnect.classpath.webmvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring MVC on virtual threads where Java has them, behind Spring Security as it comes, and no OkHttp. */
class SecuredWithoutOkHttpTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static EchoServer server;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() throws IOException {
        server = new EchoServer(Loopback.ipv4(2), 0);
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.threads.virtual.enabled=true",
                "--spring.security.user.name=operator",
                "--spring.security.user.password=secret",
                "--management.endpoints.web.exposure.include=health,happyconnect",
                "--happy-connect.hosts.good.example.com=127.0.0.2",
                "--test.port=" + server.address().getPort());
    }

    @AfterAll
    static void stop() throws IOException {
        context.close();
        server.close();
    }

    private static HttpResponse<String> anonymous(String path) throws Exception {
        return send(request("GET", path));
    }

    private static HttpResponse<String> operator(String method, String path) throws Exception {
        String password = Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8));
        return send(request(method, path).header("Authorization", "Basic " + password));
    }

    private static HttpRequest.Builder request(String method, String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void thereIsNoOkHttp() {
        assertThat(ClassUtils.isPresent("okhttp3.OkHttpClient", null)).isFalse();
        assertThat(context.containsBean("happyConnectOkHttp")).isFalse();
    }

    @Test
    void aRequestConnectsAndTheEndpointShowsItToWhoLogsIn() throws Exception {
        assertThat(operator("GET", "/connect").body())
                .isEqualTo("127.0.0.2 " + (Runtime.version().feature() >= 21));

        assertThat(anonymous("/actuator/happyconnect").statusCode()).isEqualTo(401);
        assertThat(anonymous("/actuator/happyconnect/good.example.com").statusCode())
                .isEqualTo(401);
        HttpResponse<String> shown = operator("GET", "/actuator/happyconnect");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("good.example.com").contains("127.0.0.2");
    }

    @Test
    void healthTellsNobodyWhereTheApplicationConnectsTo() throws Exception {
        operator("GET", "/connect");

        assertThat(anonymous("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(anonymous("/actuator/health").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("happyConnect", "example.com", "127.0.0.2");
        assertThat(operator("GET", "/actuator/health").body())
                .as("details are shown to nobody unless somebody says so")
                .doesNotContain("example.com", "127.0.0.2");
    }

    @Test
    void nobodyForgetsTheRacesUnlessThatIsAllowed() throws Exception {
        operator("GET", "/connect");

        assertThat(operator("DELETE", "/actuator/happyconnect").statusCode()).isIn(401, 403, 405);
        assertThat(operator("GET", "/actuator/happyconnect").body()).contains("good.example.com");
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
        String connect(@Value("${test.port}") int port) throws IOException {
            try (Socket socket = connector.connect("good.example.com", port)) {
                return socket.getInetAddress().getHostAddress() + " "
                        + Thread.currentThread().getThreadGroup().getName().equals("VirtualThreads");
            }
        }
    }
}
