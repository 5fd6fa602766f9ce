package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.boot.history.AttemptEntry;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import java.net.InetSocketAddress;
import javax.net.SocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class HappyConnectOkHttpAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHistoryAutoConfiguration.class,
                    HappyConnectOkHttpAutoConfiguration.class))
            .withPropertyValues("happy-connect.hosts.api.example.com=127.0.0.1,127.0.0.2");

    @Test
    void aClientOfTheApplicationRacesThroughTheConnector() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(Loopback.ipv4(2), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try (RefusingPort ignored = new RefusingPort(Loopback.ipv4(1), port)) {
            runner.withUserConfiguration(Client.class).run(context -> {
                OkHttpClient client = context.getBean(OkHttpClient.class);
                Request request = new Request.Builder()
                        .url("http://api.example.com:" + port + "/")
                        .build();
                for (int i = 0; i < 2; i++) {
                    try (Response response = client.newCall(request).execute()) {
                        assertThat(response.code()).isEqualTo(204);
                    }
                }
                client.connectionPool().evictAll();

                assertThat(context.getBean(RaceHistory.class).recentRaces())
                        .as("two calls share a connection")
                        .singleElement()
                        .satisfies(race -> assertThat(race.attempts())
                                .extracting(AttemptEntry::address)
                                .containsExactly("127.0.0.1", "127.0.0.2"));
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothingIsThereThatOthersWouldTake() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(HappyConnectOkHttp.class)
                .doesNotHaveBean(Dns.class)
                .doesNotHaveBean(SocketFactory.class)
                .doesNotHaveBean(OkHttpClient.class));
    }

    @Test
    void theBuilderIsOnlyForWhoAsksForItByName() {
        runner.withUserConfiguration(Taker.class).run(context -> {
            assertThat(context.getBean("taken")).isEqualTo("none");
            assertThat(context.getBean("happyConnectOkHttpClientBuilder", OkHttpClient.Builder.class))
                    .isNotSameAs(context.getBean("happyConnectOkHttpClientBuilder"));
        });
    }

    @Test
    void theBuilderOfAnotherStarterIsMadeAllTheSame() {
        runner.withConfiguration(AutoConfigurations.of(OtherStarter.class))
                .run(context -> assertThat(context.getBean(OkHttpClient.Builder.class))
                        .isSameAs(context.getBean("builderOfOtherStarter")));
    }

    @Test
    void aPairOfTheApplicationReplacesOurs() {
        runner.withUserConfiguration(OwnPair.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnectOkHttp.class)
                        .hasBean("ownPair")
                        .hasBean("happyConnectOkHttpClientBuilder"));
    }

    @Test
    void amongSeveralConnectorsOneHasToBePrimary() {
        runner.withUserConfiguration(TwoConnectors.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(HappyConnectOkHttp.class)
                        .doesNotHaveBean("happyConnectOkHttpClientBuilder"));
        runner.withUserConfiguration(TwoConnectors.class, PrimaryConnector.class)
                .run(context -> assertThat(context).hasSingleBean(HappyConnectOkHttp.class));
    }

    @Test
    void aSwitchTurnsItOff() {
        runner.withPropertyValues("happy-connect.okhttp.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnector.class)
                        .doesNotHaveBean(HappyConnectOkHttp.class)
                        .doesNotHaveBean("happyConnectOkHttpClientBuilder"));
        runner.withPropertyValues("happy-connect.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HappyConnectOkHttp.class));
    }

    @Test
    void withoutOkHttpTheConnectorIsStillThere() {
        for (String missing : new String[] {"okhttp3", "io.happyconnect.okhttp"}) {
            runner.withClassLoader(new FilteredClassLoader(missing))
                    .run(context -> assertThat(context)
                            .hasSingleBean(HappyConnector.class)
                            .doesNotHaveBean("happyConnectOkHttp")
                            .doesNotHaveBean("happyConnectOkHttpClientBuilder"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Client {

        @Bean
        OkHttpClient client(@Qualifier("happyConnectOkHttpClientBuilder") OkHttpClient.Builder builder) {
            return builder.build();
        }
    }

    /** Takes a builder by its type, as other starters do. */
    @Configuration(proxyBeanMethods = false)
    static class Taker {

        @Bean
        String taken(ObjectProvider<OkHttpClient.Builder> builders) {
            return builders.getIfAvailable() == null ? "none" : "ours";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherStarter {

        @Bean
        @ConditionalOnMissingBean
        OkHttpClient.Builder builderOfOtherStarter() {
            return new OkHttpClient.Builder();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnPair {

        @Bean
        HappyConnectOkHttp ownPair(HappyConnector connector) {
            return HappyConnectOkHttp.of(connector, Dns.SYSTEM);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoConnectors {

        @Bean
        HappyConnector one(HappyConnectorBuilder builder) {
            return builder.name("one").build();
        }

        @Bean
        HappyConnector two(HappyConnectorBuilder builder) {
            return builder.name("two").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryConnector {

        @Bean
        @Primary
        HappyConnector main(HappyConnectorBuilder builder) {
            return builder.name("main").build();
        }
    }
}
