package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.http.HttpConnections;
import io.happyconnect.boot.http.OkHttpClientHttpRequestFactoryBuilder;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import java.util.List;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.util.LambdaSafe;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * The requests of every injected {@code RestClient.Builder}, {@code RestTemplateBuilder}, {@code RestClientSsl} and HTTP
 * interface on raced connections, where OkHttp is on the class path and the application has not chosen another client.
 */
@AutoConfiguration(
        after = HappyConnectAutoConfiguration.class,
        beforeName =
                "org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration")
@ConditionalOnClass({
    HappyConnector.class,
    HappyConnectOkHttp.class,
    OkHttpClient.class,
    ClientHttpRequestFactoryBuilder.class
})
@ConditionalOnBooleanProperty(
        name = {"happy-connect.enabled", "happy-connect.http.enabled"},
        matchIfMissing = true)
@Conditional(HappyConnectHttpAutoConfiguration.OnNoFactoryChosen.class)
@ConditionalOnSingleCandidate(HappyConnector.class)
@ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
public final class HappyConnectHttpAutoConfiguration {

    HappyConnectHttpAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    HttpConnections happyConnectHttpConnections(HappyConnector connector) {
        return new HttpConnections(connector);
    }

    @Bean
    ClientHttpRequestFactoryBuilder<?> happyConnectClientHttpRequestFactoryBuilder(
            HttpConnections connections, ObjectProvider<ClientHttpRequestFactoryBuilderCustomizer<?>> customizers) {
        return customized(
                new OkHttpClientHttpRequestFactoryBuilder(connections),
                customizers.orderedStream().toList());
    }

    // As Spring Boot does with its own builder: a customizer of another builder's type is left out.
    @SuppressWarnings("unchecked")
    private static ClientHttpRequestFactoryBuilder<?> customized(
            OkHttpClientHttpRequestFactoryBuilder builder,
            List<ClientHttpRequestFactoryBuilderCustomizer<?>> customizers) {
        ClientHttpRequestFactoryBuilder<?>[] latest = {builder};
        LambdaSafe.callbacks(ClientHttpRequestFactoryBuilderCustomizer.class, customizers, latest[0])
                .invoke(customizer -> latest[0] = customizer.customize(latest[0]));
        return latest[0];
    }

    /** The application has not said which client it wants. */
    static final class OnNoFactoryChosen extends NoneNestedConditions {

        OnNoFactoryChosen() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("spring.http.clients.imperative.factory")
        static final class OnFactoryChosen {}
    }
}
