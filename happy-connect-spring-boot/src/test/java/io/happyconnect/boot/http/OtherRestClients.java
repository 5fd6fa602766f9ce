package io.happyconnect.boot.http;

import java.util.List;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Measures a RestClient over the clients that Spring Boot knows, and prints a line for each. */
final class OtherRestClients {

    private OtherRestClients() {}

    public static void main(String[] arguments) {
        for (Client client : List.of(Client.JDK, Client.HTTP_COMPONENTS, Client.SIMPLE)) {
            System.out.printf("  %-15s %s%n", client, measured(client, arguments[0]));
        }
        System.exit(0);
    }

    private static String measured(Client client, String port) {
        ClientHttpRequestFactoryBuilder<?> builder = switch (client) {
            case JDK -> ClientHttpRequestFactoryBuilder.jdk();
            case HTTP_COMPONENTS -> ClientHttpRequestFactoryBuilder.httpComponents();
            default -> ClientHttpRequestFactoryBuilder.simple();
        };
        RestClient rest = RestClient.builder()
                .requestFactory(builder.build(
                        HttpClientSettings.defaults().withConnectTimeout(FirstResponseTest.CONNECT_TIMEOUT)))
                .build();
        FirstResponseTest.get(rest, "http://warm.test:" + port);
        long start = System.nanoTime();
        String outcome = "";
        try {
            FirstResponseTest.get(rest, "http://site.test:" + port);
        } catch (ResourceAccessException failure) {
            outcome = ", failed: " + failure.getCause();
        }
        return "%5d".formatted((System.nanoTime() - start) / 1_000_000) + outcome;
    }
}
