package io.happyconnect.sample.neighbourhood;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An address that is well: a tiny HTTP server that greets. */
final class GreetingServer implements AutoCloseable {

    private static final int DEFAULT_BACKLOG = 0;

    private final HttpServer server;
    private final byte[] greeting;

    GreetingServer(InetSocketAddress address) throws IOException {
        greeting = ("Hello from " + address.getAddress().getHostAddress() + "!\n").getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(address, DEFAULT_BACKLOG);
        server.createContext("/", this::greet);
        server.start();
    }

    private void greet(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(200, greeting.length);
            exchange.getResponseBody().write(greeting);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
