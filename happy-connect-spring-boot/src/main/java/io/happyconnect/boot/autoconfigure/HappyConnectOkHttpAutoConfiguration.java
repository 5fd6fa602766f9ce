package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import okhttp3.OkHttpClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/**
 * What an OkHttp client needs to connect through the connector. There is deliberately no bean of type {@code Dns},
 * {@code SocketFactory} or {@code OkHttpClient}: other starters take whichever they find.
 */
@AutoConfiguration(after = HappyConnectAutoConfiguration.class)
@ConditionalOnClass({HappyConnector.class, HappyConnectOkHttp.class, OkHttpClient.class})
@ConditionalOnBooleanProperty(
        name = {"happy-connect.enabled", "happy-connect.okhttp.enabled"},
        matchIfMissing = true)
public final class HappyConnectOkHttpAutoConfiguration {

    HappyConnectOkHttpAutoConfiguration() {}

    @Bean
    @ConditionalOnSingleCandidate(HappyConnector.class)
    @ConditionalOnMissingBean
    HappyConnectOkHttp happyConnectOkHttp(HappyConnector connector) {
        return HappyConnectOkHttp.of(connector);
    }

    // Not a default candidate: only who asks for it by name gets it.
    @Bean(defaultCandidate = false)
    @Scope("prototype")
    @ConditionalOnSingleCandidate(HappyConnectOkHttp.class)
    @ConditionalOnMissingBean(name = "happyConnectOkHttpClientBuilder")
    OkHttpClient.Builder happyConnectOkHttpClientBuilder(HappyConnectOkHttp okHttp) {
        return okHttp.applyTo(new OkHttpClient.Builder());
    }
}
