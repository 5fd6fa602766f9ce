package io.happyconnect.okhttp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Makes one request with the client of the JDK and prints how long it took and how it ended. */
final class JdkClient {

    private JdkClient() {}

    /** {@code url} and connect timeout in milliseconds. */
    public static void main(String[] args) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(Long.parseLong(args[1])))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[0])).build();
        long start = System.nanoTime();
        String end;
        try {
            end = "(" + client.send(request, BodyHandlers.ofString()).body() + ")";
        } catch (IOException e) {
            end = "(" + e + ")";
        }
        System.out.printf("%5d %s%n", (System.nanoTime() - start) / 1_000_000, end);
    }
}
