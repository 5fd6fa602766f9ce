package io.happyconnect.browser;

import io.happyconnect.HappyConnector;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application with the starter, and a host of three addresses for it: one is silent, one refuses, one is well. */
final class RunningApplication implements AutoCloseable {

    /** What an application is built on and how it is set up. */
    enum Kind {
        MVC(false, "/actuator/happyconnect", "--spring.main.web-application-type=servlet"),
        WEBFLUX(false, "/actuator/happyconnect", "--spring.main.web-application-type=reactive"),
        MVC_WITH_PATHS(
                false,
                "/app/manage/races",
                "--spring.main.web-application-type=servlet",
                "--server.servlet.context-path=/app",
                "--management.endpoints.web.base-path=/manage",
                "--management.endpoints.web.path-mapping.happyconnect=races"),
        WEBFLUX_WITH_PATHS(
                false,
                "/app/manage/races",
                "--spring.main.web-application-type=reactive",
                "--spring.webflux.base-path=/app",
                "--management.endpoints.web.base-path=/manage",
                "--management.endpoints.web.path-mapping.happyconnect=races"),
        MVC_WITH_MANAGEMENT_PORT(
                false,
                "/ops/actuator/happyconnect",
                "--spring.main.web-application-type=servlet",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--management.server.base-path=/ops"),
        WEBFLUX_WITH_MANAGEMENT_PORT(
                false,
                "/ops/actuator/happyconnect",
                "--spring.main.web-application-type=reactive",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--management.server.base-path=/ops"),
        MVC_WITH_SECURITY(true, "/actuator/happyconnect", "--spring.main.web-application-type=servlet"),
        WEBFLUX_WITH_SECURITY(true, "/actuator/happyconnect", "--spring.main.web-application-type=reactive");

        private final boolean secured;
        private final String path;
        private final String[] arguments;

        Kind(boolean secured, String path, String... arguments) {
            this.secured = secured;
            this.path = path;
            this.arguments = arguments;
        }

        boolean isSecured() {
            return secured;
        }
    }

    static final String HOST = "api.example.com";
    static final String USER = "operator";
    static final String PASSWORD = "a-password";

    private final Kind kind;
    private final LoopbackHost host;
    private final ConfigurableApplicationContext context;

    RunningApplication(Kind kind) throws IOException {
        this.kind = kind;
        this.host = LoopbackHost.builder()
                .blackHole(Loopback.ipv4(11))
                .refusing(Loopback.ipv4(12))
                .echoing(Loopback.ipv4(13))
                .open();
        Stream<String> always = Stream.of(
                "--spring.config.name=none", // that of the sample is on the class path
                "--spring.main.banner-mode=off",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.endpoints.web.exposure.include=happyconnect",
                "--spring.security.user.name=" + USER,
                "--spring.security.user.password=" + PASSWORD,
                "--spring.autoconfigure.exclude=" + unwanted(kind.secured),
                "--happy-connect.connection-attempt-delay=120ms",
                "--happy-connect.hosts." + HOST + "=127.0.0.11,127.0.0.12,127.0.0.13");
        context = SpringApplication.run(
                Application.class,
                Stream.concat(always, Stream.of(kind.arguments)).toArray(String[]::new));
    }

    // All is on the class path at once. Of two servers for WebFlux the one is left that comes with its starter.
    private static String unwanted(boolean secured) {
        ImportCandidates all =
                ImportCandidates.load(AutoConfiguration.class, RunningApplication.class.getClassLoader());
        return StreamSupport.stream(all.spliterator(), false)
                .filter(name -> name.contains(".TomcatReactive") || !secured && name.contains(".security."))
                .collect(Collectors.joining(","));
    }

    String dashboard() {
        String port = kind.path.startsWith("/ops") ? "local.management.port" : "local.server.port";
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(port) + kind.path;
    }

    /** Connects, past the two that are broken. */
    void race() throws IOException {
        context.getBean(HappyConnector.class).connect(HOST, host.port()).close();
    }

    String target() {
        return HOST + ":" + host.port();
    }

    /** Connects to the address that is well and nothing else. */
    void goodRace() throws IOException {
        context.getBean(HappyConnector.class).connect("127.0.0.13", host.port()).close();
    }

    @Override
    public void close() throws IOException {
        context.close();
        host.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
