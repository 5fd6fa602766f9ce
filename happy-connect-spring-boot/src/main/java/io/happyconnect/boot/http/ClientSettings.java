package io.happyconnect.boot.http;

import java.time.Duration;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;

/** Puts the settings that Spring Boot has for all its HTTP clients into a client of OkHttp. */
final class ClientSettings {

    private static final Duration MOST = Duration.ofDays(1);

    private ClientSettings() {}

    static void apply(HttpClientSettings settings, OkHttpClient.Builder client, HttpConnections connections) {
        // 0 leaves the connect to the connector's own timeout.
        client.connectTimeout(timeout("connect timeout", settings.connectTimeout()));
        // No other client of Spring has a timeout for these unless it is set; OkHttp's own would be 10 s.
        client.readTimeout(timeout("read timeout", settings.readTimeout()));
        client.writeTimeout(Duration.ZERO);
        if (settings.redirects() == HttpRedirects.DONT_FOLLOW) {
            client.followRedirects(false).followSslRedirects(false);
        }
        client.cookieJar(cookieJar(settings.cookieHandling()));
        if (settings.sslBundle() != null) {
            connections.tls(settings.sslBundle()).applyTo(client);
        }
    }

    private static Duration timeout(String name, @Nullable Duration timeout) {
        if (timeout == null) {
            return Duration.ZERO;
        }
        if (timeout.isNegative() || timeout.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " must be 0 ms to 1 day, but is " + timeout);
        }
        // Less than a millisecond is not nothing.
        return timeout.isZero() ? timeout : Duration.ofMillis(Math.max(1, timeout.toMillis()));
    }

    private static CookieJar cookieJar(@Nullable HttpCookieHandling handling) {
        boolean enabled = handling == HttpCookieHandling.ENABLE || handling == HttpCookieHandling.ENABLE_WHEN_POSSIBLE;
        return enabled ? new MemoryCookieJar() : CookieJar.NO_COOKIES;
    }
}
