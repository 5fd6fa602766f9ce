package io.happyconnect.sample.connect;

import io.happyconnect.okhttp.HappyConnectOkHttp;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An OkHttp client of this application. The starter has the bean that lets it connect through Happy Connect. */
@Configuration(proxyBeanMethods = false)
class OkHttpConfiguration {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    @Bean
    OkHttpClient okHttpClient(HappyConnectOkHttp happyConnect) {
        return happyConnect
                .applyTo(new OkHttpClient.Builder())
                .callTimeout(CALL_TIMEOUT)
                // Every call shall be seen to connect. Applications keep their pool.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }
}
