package io.happyconnect.classpath.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.util.ClassUtils;

/** The one dependency that the guide names, and no web server; tasks run on virtual threads where Java has them. */
class StarterAloneTest {

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = SpringApplication.run(
                Application.class,
                "--happy-connect.hosts.good.example.com=127.0.0.2",
                "--spring.threads.virtual.enabled=true");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void thereIsNoWeb() {
        assertThat(ClassUtils.isPresent("org.springframework.web.context.WebApplicationContext", null))
                .isFalse();
        assertThat(context.getEnvironment().getProperty("local.server.port")).isNull();
    }

    @Test
    void aTaskOnAVirtualThreadConnects() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            boolean virtual = context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class)
                    .submit(() -> {
                        try (Socket socket = context.getBean(HappyConnector.class)
                                .connect("good.example.com", server.address().getPort())) {
                            assertThat(socket.getInetAddress()).isEqualTo(Loopback.ipv4(2));
                        }
                        return isVirtual(Thread.currentThread());
                    })
                    .get(20, TimeUnit.SECONDS);
            assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
        }
        assertThat(context.getBean(MeterRegistry.class)
                        .get("happy.connect.races")
                        .tag("server.address", "good.example.com")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    // Thread.isVirtual is not there on 17.
    private static boolean isVirtual(Thread thread) {
        return thread.getThreadGroup() != null
                && thread.getThreadGroup().getName().equals("VirtualThreads");
    }

    @Test
    void everyPartIsThere() {
        assertThat(context.containsBean("happyConnectHealthIndicator")).isTrue();
        assertThat(context.getBean(HappyConnectOkHttp.class)).isNotNull();
        assertThat(context.containsBean("happyConnectOkHttpClientBuilder")).isTrue();
    }

    @SpringBootApplication
    static class Application {}
}
