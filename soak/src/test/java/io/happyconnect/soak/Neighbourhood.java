package io.happyconnect.soak;

import static io.happyconnect.testsupport.Loopback.ipv4;

import com.sun.net.httpserver.HttpServer;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Addresses with one port that echo, refuse, stay silent and come and go, and a web server with a dead address before it. */
final class Neighbourhood implements AutoCloseable {

    static final String WEB_HOST = "web.soak.test";

    private static final InetAddress DEAD = ipv4(20);
    private static final InetAddress WEB = ipv4(21);
    private static final int THREADS = 8;

    private final LoopbackHost host;
    private final FlappingServer flapping;
    private final HttpServer web;
    private final ExecutorService webThreads = Executors.newFixedThreadPool(THREADS);

    Neighbourhood() throws IOException {
        host = LoopbackHost.builder()
                .blackHole(ipv4(11))
                .blackHole(ipv4(12))
                .refusing(ipv4(13))
                .echoing(ipv4(14))
                .echoing(ipv4(15))
                .open();
        flapping = new FlappingServer(new InetSocketAddress(ipv4(16), host.port()));
        web = HttpServer.create(new InetSocketAddress(WEB, 0), 1_000);
        web.setExecutor(webThreads);
        web.createContext("/", exchange -> {
            byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        // All threads that there will be, so that none appears later.
        for (int i = 0; i < THREADS; i++) {
            webThreads.execute(() -> {});
        }
    }

    int port() {
        return host.port();
    }

    String url() {
        return "http://" + WEB_HOST + ":" + web.getAddress().getPort() + "/";
    }

    static List<InetAddress> webAddresses() {
        return List.of(DEAD, WEB);
    }

    /** Dead and flapping ones in any number and order, and at least one that echoes. */
    List<InetAddress> someThatLead(Random random) {
        List<InetAddress> some = new ArrayList<>();
        for (InetAddress address : List.of(ipv4(11), ipv4(12), ipv4(13), ipv4(15), ipv4(16))) {
            if (random.nextInt(3) == 0) {
                some.add(address);
            }
        }
        some.add(ipv4(14));
        Collections.shuffle(some, random);
        return some;
    }

    /** One or two that never connect. */
    List<InetAddress> someThatLeadNowhere(Random random) {
        return random.nextBoolean() ? List.of(ipv4(11), ipv4(13)) : List.of(ipv4(12));
    }

    static boolean echoes(InetAddress address) {
        return address.equals(ipv4(14)) || address.equals(ipv4(15));
    }

    @Override
    public void close() throws IOException {
        web.stop(0);
        webThreads.shutdownNow();
        flapping.close();
        host.close();
    }
}
