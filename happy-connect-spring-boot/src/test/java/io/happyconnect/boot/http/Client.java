package io.happyconnect.boot.http;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;

/** The clients whose behaviour is compared. */
enum Client {
    HAPPY,
    JDK,
    HTTP_COMPONENTS,
    SIMPLE;

    ClientHttpRequestFactoryBuilder<?> builder(HttpConnections connections) {
        return switch (this) {
            case HAPPY -> new OkHttpClientHttpRequestFactoryBuilder(connections);
            case JDK -> ClientHttpRequestFactoryBuilder.jdk();
            case HTTP_COMPONENTS -> ClientHttpRequestFactoryBuilder.httpComponents();
            case SIMPLE -> ClientHttpRequestFactoryBuilder.simple();
        };
    }
}
