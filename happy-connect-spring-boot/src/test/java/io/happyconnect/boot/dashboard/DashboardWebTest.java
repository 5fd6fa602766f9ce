package io.happyconnect.boot.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.testsupport.EchoServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** One address, two representations. */
class DashboardWebTest {

    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;

    private void start(String... properties) {
        Stream<String> always = Stream.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=happyconnect");
        context = SpringApplication.run(
                Application.class,
                Stream.concat(always, Arrays.stream(properties)).toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return get("local.server.port", path, accept);
    }

    private HttpResponse<String> get(String port, String path, String accept) throws Exception {
        String origin = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(port);
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin + path))
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }

    private String race() throws IOException {
        try (EchoServer server = new EchoServer()) {
            int port = server.address().getPort();
            context.getBean(HappyConnector.class).connect("127.0.0.1", port).close();
            return "127.0.0.1:" + port;
        }
    }

    @Test
    void browsersGetAPageAndEverybodyElseJson() throws Exception {
        start();
        String target = race();

        for (String path : new String[] {"/actuator/happyconnect", "/actuator/happyconnect/" + target}) {
            HttpResponse<String> page = get(path, BROWSER);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(type(page)).isEqualTo("text/html;charset=UTF-8");
            assertThat(PageXml.of(page.body()).text("//*[@class='headline']")).isEqualTo("The address in use works");
            for (String accept :
                    new String[] {"application/json", "*/*", "application/vnd.spring-boot.actuator.v3+json"}) {
                HttpResponse<String> json = get(path, accept);
                assertThat(json.statusCode()).isEqualTo(200);
                assertThat(type(json)).as(accept).contains("json");
                assertThat(json.body()).startsWith("{");
            }
        }
    }

    @Test
    void whatIsUnknownIsAPageToo() throws Exception {
        start();

        HttpResponse<String> page = get("/actuator/happyconnect/%3Cscript%3Ealert(1)", BROWSER);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(type(page)).isEqualTo("text/html;charset=UTF-8");
        assertThat(PageXml.of(page.body()).text("//h2")).isEqualTo("Nothing is known of <script>alert(1)");
    }

    @Test
    void aFilterThatCannotBeIsABadRequest() throws Exception {
        start();

        assertThat(get("/actuator/happyconnect?outcome=won", BROWSER).statusCode())
                .isEqualTo(400);
        assertThat(get("/actuator/happyconnect?outcome=&state=&limit=100", BROWSER)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void linksFollowThePathTheEndpointIsMappedTo() throws Exception {
        start(
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--management.server.base-path=/ops",
                "--management.endpoints.web.base-path=/manage",
                "--management.endpoints.web.path-mapping.happyconnect=races/all");
        String target = race();

        PageXml page = PageXml.of(
                get("local.management.port", "/ops/manage/races/all", BROWSER).body());
        String link = page.text("//*[@id='targets']//a/@href");
        assertThat(link).isEqualTo("all/" + target.replace(":", "%3A"));
        PageXml one = PageXml.of(get("local.management.port", "/ops/manage/races/" + link, BROWSER)
                .body());
        assertThat(one.text("//nav/a/@href")).isEqualTo("../all");
    }

    @Test
    void switchedOffThereIsJsonForBrowsersToo() throws Exception {
        start("--happy-connect.dashboard.enabled=false");

        HttpResponse<String> response = get("/actuator/happyconnect", BROWSER);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(type(response)).contains("json");
    }

    @Test
    void thePageDoesNotChangeAnything() throws Exception {
        start("--management.endpoint.happyconnect.access=unrestricted");

        assertThat(get("/actuator/happyconnect", BROWSER).body()).doesNotContain("DELETE", "method=\"post\"");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
