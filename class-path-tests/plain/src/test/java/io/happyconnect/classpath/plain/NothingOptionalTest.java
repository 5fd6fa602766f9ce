package io.happyconnect.classpath.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.observation.ObservationRegistry;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/** Spring Boot and Happy Connect, and none of the libraries that are optional. */
@ExtendWith(OutputCaptureExtension.class)
class NothingOptionalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.micrometer.core.instrument.MeterRegistry",
                "okhttp3.OkHttpClient",
                "io.happyconnect.okhttp.HappyConnectOkHttp",
                "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
                "org.springframework.boot.health.contributor.Health",
                "org.springframework.web.client.RestClient",
                "jakarta.validation.Validator"
            })
    void thisClassPathLacksIt(String name) {
        assertThat(ClassUtils.isPresent(name, getClass().getClassLoader())).isFalse();
    }

    @Test
    void theApplicationStartsConnectsAndSaysSoInOneLine(CapturedOutput output) throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0);
                ConfigurableApplicationContext context = SpringApplication.run(
                        Application.class,
                        "--happy-connect.hosts.good.example.com=127.0.0.2",
                        "--happy-connect.targets.good.example.com.connect-timeout=3s",
                        "--happy-connect.observations.enabled=true")) {
            try (Socket socket = context.getBean(HappyConnector.class)
                    .connect("good.example.com", server.address().getPort())) {
                assertThat(socket.getInetAddress()).isEqualTo(Loopback.ipv4(2));
            }
            assertThat(context.getBeanNamesForType(RaceListener.class)).containsExactly("happyConnectLog");
            assertThat(output.getOut().lines().filter(line -> line.contains("Happy Connect: ")))
                    .singleElement()
                    .asString()
                    .contains("happyConnector = HappyConnector \"default\"")
                    .endsWith("; heard by happyConnectLog");
        }
    }

    // Its interface comes with Spring, what makes meters of it does not.
    @Test
    void observationsNeedNoMeters() {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                new Class<?>[] {Application.class, Observing.class},
                new String[] {"--happy-connect.observations.enabled=true"})) {
            assertThat(context.getBeanNamesForType(RaceListener.class))
                    .containsExactlyInAnyOrder("happyConnectLog", "happyConnectObservations");
        }
    }

    @SpringBootApplication
    static class Application {}

    @TestConfiguration(proxyBeanMethods = false)
    static class Observing {

        @Bean
        ObservationRegistry registry() {
            return ObservationRegistry.create();
        }
    }
}
