package io.happyconnect.boot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.Documentation;
import io.happyconnect.boot.JsonPaths;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.json.JsonContent;

/** The endpoint as a client sees it. */
class HappyConnectEndpointWebTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;

    private void start(String... properties) {
        String[] arguments = new String[properties.length + 5];
        System.arraycopy(properties, 0, arguments, 0, properties.length);
        arguments[properties.length] = "--server.port=0";
        arguments[properties.length + 1] = "--server.address=127.0.0.1";
        arguments[properties.length + 2] = "--spring.main.banner-mode=off";
        arguments[properties.length + 3] = "--management.endpoints.web.exposure.include=happyconnect,health";
        arguments[properties.length + 4] = "--happy-connect.hosts.api.example.com=127.0.0.1,127.0.0.2";
        context = SpringApplication.run(Application.class, arguments);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void aRaceIsShownWithAllItsAttempts() throws Exception {
        start();
        race();

        HttpResponse<String> response = send("GET", "/actuator/happyconnect");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonContent json = new JsonContent(response.body());
        assertThat(json)
                .extractingPath("$.connectors[0].connectionAttemptDelayMs")
                .isEqualTo(250.0);
        assertThat(json).extractingPath("$.totals.succeeded").isEqualTo(1);
        assertThat(json).extractingPath("$.totals.fallbacks").isEqualTo(1);
        assertThat(json).extractingPath("$.families[0].state").isEqualTo("degraded");
        assertThat(json).extractingPath("$.targets[0].state").isEqualTo("degraded");
        assertThat(json).extractingPath("$.targets[0].addresses[0].address").isEqualTo("127.0.0.1");
        assertThat(json).extractingPath("$.targets[0].addresses[0].lastError").isEqualTo("connection_refused");
        assertThat(json).extractingPath("$.targets[0].addresses[1].won").isEqualTo(1);
        assertThat(json).extractingPath("$.races[0].winner").isEqualTo("127.0.0.2");
        assertThat(json).extractingPath("$.races[0].attempts[0].outcome").isEqualTo("failed");
        assertThat(json).extractingPath("$.races[0].attempts[1].outcome").isEqualTo("won");
        assertThat(json).extractingPath("$.races[0].lookups[0].addresses").isEqualTo(2);
        assertThat(json)
                .extractingPath("$.races[0].startedAt")
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z");
        assertThat(json).as("what is not there is left out").doesNotHavePath("$.races[0].error");
    }

    @Test
    void theDocumentedAnswerHasTheSameFields() throws Exception {
        start();
        race();

        assertThat(JsonPaths.of(send("GET", "/actuator/happyconnect").body()))
                .isEqualTo(JsonPaths.of(Documentation.json("observability.md", "connectors")));
    }

    @Test
    void oneTargetIsFoundByItsHost() throws Exception {
        start();
        race();

        assertThat(send("GET", "/actuator/happyconnect/api.example.com").statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/actuator/happyconnect/other.example.com").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeIsABadRequest() throws Exception {
        start();

        assertThat(send("GET", "/actuator/happyconnect?outcome=won").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/actuator/happyconnect?limit=many").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/actuator/happyconnect?outcome=success&limit=1&state=working")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void clearingNeedsWriteAccess() throws Exception {
        start();
        race();

        assertThat(send("DELETE", "/actuator/happyconnect").statusCode()).isEqualTo(405);
        assertThat(races()).isEqualTo(1);
    }

    @Test
    void clearingForgetsWithWriteAccess() throws Exception {
        start("--management.endpoint.happyconnect.access=unrestricted");
        race();

        assertThat(send("DELETE", "/actuator/happyconnect").statusCode()).isEqualTo(204);
        assertThat(races()).isZero();
    }

    @Test
    void itIsThereUnderAnotherBasePathAndPort() throws Exception {
        start(
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--management.server.base-path=/ops");
        int port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);

        assertThat(send("GET", port, "/ops/actuator/happyconnect").statusCode()).isEqualTo(200);
    }

    private int races() throws Exception {
        String body = send("GET", "/actuator/happyconnect").body();
        return Integer.parseInt(body.replaceAll(".*\"totals\":\\{\"races\":(\\d+).*", "$1"));
    }

    private void race() throws IOException {
        try (LoopbackHost host = LoopbackHost.builder()
                .refusing(Loopback.ipv4(1))
                .echoing(Loopback.ipv4(2))
                .open()) {
            context.getBean(HappyConnector.class)
                    .connect("api.example.com", host.port())
                    .close();
        }
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return send(method, port, path);
    }

    private HttpResponse<String> send(String method, int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "application/json")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
