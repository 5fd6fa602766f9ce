package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.http.HttpConnections;
import io.happyconnect.boot.http.OkHttpClientHttpRequestFactory;
import io.happyconnect.boot.http.OkHttpClientHttpRequestFactoryBuilder;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.SimpleClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientSsl;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

class HappyConnectHttpAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHttpAutoConfiguration.class,
                    SslAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class));

    @Test
    void everyInjectedClientIsOverOkHttp() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(ClientHttpRequestFactoryBuilder.class);
            assertThat(context).hasSingleBean(OkHttpClientHttpRequestFactoryBuilder.class);
            assertThat(context.getBean(ClientHttpRequestFactory.class))
                    .isInstanceOf(OkHttpClientHttpRequestFactory.class);
            assertThat(context.getBean(RestTemplateBuilder.class).build().getRequestFactory())
                    .isInstanceOf(OkHttpClientHttpRequestFactory.class);
            assertThat(context.getBean(RestClient.Builder.class))
                    .extracting("requestFactory")
                    .isInstanceOf(OkHttpClientHttpRequestFactory.class);
            assertThat(context).hasSingleBean(RestClientSsl.class);
        });
    }

    @Test
    void aRequestOfAnInjectedBuilderIsRaced() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start(Loopback.ipv4(2), 0);
            server.enqueue(new MockResponse.Builder().body("hello").build());
            server.enqueue(new MockResponse.Builder().body("again").build());
            runner.withPropertyValues("happy-connect.hosts.site.test=127.0.0.3,127.0.0.2")
                    .run(context -> {
                        String uri = "http://site.test:" + server.getPort();
                        RestClient.Builder builder = context.getBean(RestClient.Builder.class);

                        assertThat(builder.build().get().uri(uri).retrieve().body(String.class))
                                .isEqualTo("hello");
                        RestTemplateBuilder template = context.getBean(RestTemplateBuilder.class);
                        assertThat(template.build().getForObject(uri, String.class))
                                .isEqualTo("again");
                    });
            assertThat(server.takeRequest().getConnectionIndex()).isZero();
            assertThat(server.takeRequest().getExchangeIndex())
                    .as("on the same connection")
                    .isEqualTo(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingTheContextClosesTheConnections() {
        HttpConnections[] connections = new HttpConnections[1];
        OkHttpClientHttpRequestFactory[] factory = new OkHttpClientHttpRequestFactory[1];
        runner.run(context -> {
            connections[0] = context.getBean(HttpConnections.class);
            factory[0] = (OkHttpClientHttpRequestFactory) context.getBean(ClientHttpRequestFactory.class);
        });

        RestClient client = RestClient.builder().requestFactory(factory[0]).build();
        assertThatThrownBy(
                        () -> client.get().uri("http://127.0.0.1:9").retrieve().toBodilessEntity())
                .hasMessageContaining("the HTTP connections of the connector \"default\" are closed");
    }

    @Test
    void aChosenFactoryIsUsedInstead() {
        runner.withPropertyValues("spring.http.clients.imperative.factory=jdk").run(context -> {
            assertThat(context).hasSingleBean(JdkClientHttpRequestFactoryBuilder.class);
            assertThat(context).doesNotHaveBean(HttpConnections.class);
        });
    }

    @Test
    void anOwnBuilderIsUsedInstead() {
        runner.withUserConfiguration(OwnBuilder.class).run(context -> {
            assertThat(context).hasSingleBean(ClientHttpRequestFactoryBuilder.class);
            assertThat(context).hasSingleBean(SimpleClientHttpRequestFactoryBuilder.class);
            assertThat(context).doesNotHaveBean(HttpConnections.class);
        });
    }

    @Test
    void withoutOkHttpTheClientIsSpringBootsOwn() {
        for (Class<?> missing : List.of(OkHttpClient.class, HappyConnectOkHttp.class)) {
            runner.withClassLoader(new FilteredClassLoader(missing)).run(context -> {
                assertThat(context).hasNotFailed();
                assertThat(context).hasSingleBean(HttpComponentsClientHttpRequestFactoryBuilder.class);
                assertThat(context).doesNotHaveBean(HttpConnections.class);
            });
        }
    }

    @Test
    void withoutSpringBootsClientModuleNothingIsAdded() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HappyConnectAutoConfiguration.class, HappyConnectHttpAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.http.client"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).hasSingleBean(HappyConnector.class);
                    assertThat(context).doesNotHaveBean("happyConnectHttpConnections");
                });
    }

    @Test
    void itCanBeSwitchedOff() {
        for (String property : List.of("happy-connect.enabled=false", "happy-connect.http.enabled=false")) {
            runner.withPropertyValues(property).run(context -> {
                assertThat(context).hasSingleBean(HttpComponentsClientHttpRequestFactoryBuilder.class);
                assertThat(context).doesNotHaveBean(HttpConnections.class);
            });
        }
    }

    @Test
    void ofTwoConnectorsNoneIsChosen() {
        runner.withUserConfiguration(TwoConnectors.class)
                .run(context -> assertThat(context).doesNotHaveBean(OkHttpClientHttpRequestFactoryBuilder.class));
    }

    @Test
    void customizersOfItsTypeAreApplied() {
        runner.withUserConfiguration(Customizers.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Customizers.class).customized).isZero();
            context.getBean(RestClient.Builder.class);
            assertThat(context.getBean(Customizers.class).customized).isEqualTo(1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBuilder {

        @Bean
        ClientHttpRequestFactoryBuilder<?> own() {
            return ClientHttpRequestFactoryBuilder.simple();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoConnectors {

        @Bean
        HappyConnector one() {
            return HappyConnector.create();
        }

        @Bean
        HappyConnector two() {
            return HappyConnector.create();
        }
    }

    @Configuration
    static class Customizers {

        int customized;

        @Bean
        ClientHttpRequestFactoryBuilderCustomizer<OkHttpClientHttpRequestFactoryBuilder> ours() {
            return builder -> builder.withHttpClientCustomizer(client -> customized++);
        }

        @Bean
        ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> ofAnotherClient() {
            return builder -> {
                throw new AssertionError("not for " + builder);
            };
        }
    }
}
