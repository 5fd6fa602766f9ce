package io.happyconnect.boot.http;

import java.util.Objects;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;

/**
 * Builds request factories over OkHttp whose connections are raced. All that one builder makes, and those made by copies of
 * it, share connections where their settings allow it. Immutable and safe for any thread.
 */
public final class OkHttpClientHttpRequestFactoryBuilder
        implements ClientHttpRequestFactoryBuilder<OkHttpClientHttpRequestFactory> {

    private final HttpConnections connections;
    private final Consumer<OkHttpClient.Builder> clientCustomizer;

    /**
     * A builder without customizers.
     *
     * @param connections what is shared; remains the caller's to close
     */
    public OkHttpClientHttpRequestFactoryBuilder(HttpConnections connections) {
        this(Objects.requireNonNull(connections, "connections"), client -> {});
    }

    private OkHttpClientHttpRequestFactoryBuilder(
            HttpConnections connections, Consumer<OkHttpClient.Builder> clientCustomizer) {
        this.connections = connections;
        this.clientCustomizer = clientCustomizer;
    }

    /**
     * Customizes the OkHttp clients, after Spring Boot's settings have been applied to them. A {@code Dns} resolves names for
     * the connector; a socket factory is replaced.
     *
     * @param customizer called with the builder of each client, after those that were given before
     * @return another builder
     */
    public OkHttpClientHttpRequestFactoryBuilder withHttpClientCustomizer(Consumer<OkHttpClient.Builder> customizer) {
        return new OkHttpClientHttpRequestFactoryBuilder(
                connections, clientCustomizer.andThen(Objects.requireNonNull(customizer, "customizer")));
    }

    /**
     * Builds a request factory. It has nothing to be closed.
     *
     * @param settings timeouts (no connect timeout, or 0: that of the connector; no read timeout, or 0: none), redirects,
     *     cookies, SSL bundle and address filter; null for defaults
     * @throws IllegalArgumentException if a setting cannot be
     */
    @Override
    public OkHttpClientHttpRequestFactory build(@Nullable HttpClientSettings settings) {
        HttpClientSettings given = settings == null ? HttpClientSettings.defaults() : settings;
        OkHttpClient.Builder client = connections.newClient();
        ClientSettings.apply(given, client, connections);
        clientCustomizer.accept(client);
        return new OkHttpClientHttpRequestFactory(
                connections.race(client, given.inetAddressFilter()), connections.calls());
    }
}
