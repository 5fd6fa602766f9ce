package io.happyconnect.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Text that others choose (names, messages of resolvers and of sockets, candidates) gets as it is into no log, tag, answer or page of a
 * whole application.
 */
class HostileTextTest {

    private static final String HOSTILE =
            "evil\r\nWARN forged: all is well\r\nX-Admin: yes\t\u001b[2J\u0000\u202egnp.exe\u200f\u2028"
                    + "\"} 1\n# TYPE forged counter\nforged_total{a=\"b\"} 42 \\ <script>alert(1)</script> ${jndi:ldap://example.com/a} "
                    + "x".repeat(5_000);

    /** What moves the cursor, ends a line, turns the direction of writing or cannot be seen. */
    private static final Pattern RAW =
            Pattern.compile("[\\p{Cntrl}&&[^\n]]|[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]");

    private static final Pattern SCRAPED = Pattern.compile(
            "# (HELP|TYPE|UNIT|EOF).*|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_]\\w*=\"([^\"\\\\]|\\\\[\"\\\\n])*\",?)*})? [-+.0-9a-zA-Z]+");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.happyconnect");
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private ConfigurableApplicationContext context;
    private HappyConnector connector;

    @BeforeEach
    void start() {
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=happyconnect",
                "--happy-connect.address-filter.deny=127.0.0.66");
        connector = context.getBean(HappyConnector.class);
        logger.setLevel(Level.TRACE);
        listen();
    }

    private void listen() {
        LoggerContext logback = logger.getLoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(logback);
        layout.setPattern("%level %logger %msg%n%nopex");
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logback);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        appender.setContext(logback);
        appender.setEncoder(encoder);
        appender.setOutputStream(logged);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        logger.setLevel(null);
        appender.stop();
        context.close();
    }

    private String get(String accept) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
                + "/actuator/happyconnect");
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", accept).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static void isClean(String text) {
        assertThat(RAW.matcher(text)
                        .results()
                        .map(found -> Integer.toHexString(found.group().charAt(0))))
                .as(text)
                .isEmpty();
        assertThat(text).doesNotContain("x".repeat(1_000));
        assertThat(text.lines())
                .noneMatch(line -> line.startsWith("forged")
                        || line.startsWith("X-Admin")
                        || line.startsWith("WARN forged")
                        || line.startsWith("# TYPE forged"));
    }

    private void raceToEverythingHostile() {
        for (String host : List.of("message.test", "candidate.test", "both.test", "throws.test")) {
            Throwable failure = catchThrowable(() -> connector.connect(host, 80));

            assertThat(failure).isInstanceOf(IOException.class);
            assertThat(failure.getMessage().lines()).hasSize(1);
            assertThat(RAW.matcher(failure.getMessage()).find())
                    .as(failure.getMessage())
                    .isFalse();
            assertThat(failure.getMessage()).hasSizeLessThan(2_000);
        }
    }

    @Test
    void nothingGetsThroughToAnybody() throws Exception {
        raceToEverythingHostile();

        String log = logged.toString(StandardCharsets.UTF_8);
        assertThat(log).contains("WARN io.happyconnect").contains("candidate.test");
        isClean(log);

        String scraped = context.getBean(PrometheusMeterRegistry.class).scrape();
        assertThat(scraped).contains("server_address=\"candidate.test\"").contains("evil");
        isClean(scraped);
        assertThat(scraped.lines()).allMatch(line -> SCRAPED.matcher(line).matches());

        String json = get("application/json");
        isClean(json);
        JsonNode answer = JsonMapper.shared().readTree(json);
        assertThat(answer.findValuesAsString("address")).anyMatch(address -> address.contains("evil"));
        everyTextIn(answer);

        String page = get("text/html");
        assertThat(page).contains("evil").doesNotContain("<script>alert");
        isClean(page);
    }

    private static void everyTextIn(JsonNode node) {
        if (node.isString()) {
            isClean(node.stringValue());
        }
        node.forEach(HostileTextTest::everyTextIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.test\r\nX-Admin: yes",
                "a.test\nforged 1",
                "a.test\u0000",
                "a.test\u001b[2J",
                "a\u202etset.b",
                "a\u200f.test",
                "\"} 1",
                "a{b=\"c\"}",
                "${jndi:ldap://example.com/a}",
                "<script>alert(1)</script>",
                "%s%n%d",
                "a.test/../..",
                "a.test?b=c",
                "a.test#b",
                "a b"
            })
    void aNameThatIsNoneIsRefusedBeforeAnybodyHearsOfIt(String host) throws Exception {
        for (String name : List.of(host, host + "x".repeat(100_000))) {
            assertThatThrownBy(() -> connector.connect(name, 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refused -> assertThat(
                                    RAW.matcher(refused.getMessage()).find())
                            .as(refused.getMessage())
                            .isFalse())
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(1_000));
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(JsonMapper.shared().readTree(get("application/json")).get("races"))
                .isEmpty();
    }

    @Test
    void anInternationalizedNameIsAsciiEverywhere() throws Exception {
        assertThat(catchThrowable(() -> connector.connect("b\u00fccher.test", 80)))
                .isInstanceOf(IOException.class);

        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("xn--bcher-kva.test");
        assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
                .contains("server_address=\"xn--bcher-kva.test\"")
                .doesNotContain("b\u00fccher");
        assertThat(get("application/json")).contains("xn--bcher-kva.test").doesNotContain("b\u00fccher");
    }

    /** A way that says hostile things of itself and of its failure. */
    private static final class HostileWay implements DialableCandidate {
        @Override
        public AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return true;
        }

        @Override
        public List<String> aliases() {
            return List.of(HOSTILE);
        }

        @Override
        public Dial newDial() {
            return new Dial() {
                @Override
                public Socket connect() throws IOException {
                    throw new IOException(HOSTILE);
                }

                @Override
                public void cancel() {
                    // Nothing is held.
                }
            };
        }

        @Override
        public String toString() {
            return HOSTILE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        PrometheusMeterRegistry registry() {
            return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        }

        @Bean
        Resolver resolver() {
            return (target, answers) -> {
                switch (target.host()) {
                    case "throws.test" -> throw new IllegalStateException(HOSTILE);
                    case "candidate.test" -> answers.found(List.of(new HostileWay()));
                    case "both.test" -> {
                        answers.failed(AddressFamily.IPV6, new UnknownHostException("both.test: " + HOSTILE));
                        answers.found(List.of(new HostileWay()));
                    }
                    default -> answers.failed(new IOException(HOSTILE));
                }
                answers.done();
                return Lookup.ended();
            };
        }
    }
}
