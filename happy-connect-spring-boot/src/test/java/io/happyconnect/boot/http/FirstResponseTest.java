package io.happyconnect.boot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.client.RestClient;

/**
 * How long a RestClient takes to the first response of a name whose first address is silent, the second refuses and the third
 * is well; beside it, for the log, what it takes over other clients.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FirstResponseTest {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
    private static final int MOST_TRIES = 20;

    @Test
    void itComesWithinTwoAttemptDelaysAnd60Ms(@TempDir Path directory) throws Exception {
        try (Site site = Site.open();
                Clients clients = new Clients(HappyConnector.builder()
                        .resolver(StaticHosts.ofLiterals(
                                Map.of("site.test", ADDRESSES, "warm.test", List.of("127.0.0.3"))))
                        .build())) {
            RestClient client = RestClient.builder()
                    .requestFactory(clients.factory(
                            Client.HAPPY, HttpClientSettings.defaults().withConnectTimeout(CONNECT_TIMEOUT)))
                    .build();
            get(client, "http://warm.test:" + site.port());

            Duration allowed = RaceSettings.DEFAULT_CONNECTION_ATTEMPT_DELAY
                    .multipliedBy(2)
                    .plusMillis(60);
            Duration ours = shortestTimeOf(client, "http://site.test:" + site.port(), allowed);

            System.out.printf(
                    "First response to RestClient from a name with a silent, a refusing and a good address,"
                            + " in ms, connect timeout %d:%n  HAPPY            %5d%n%s",
                    CONNECT_TIMEOUT.toMillis(), ours.toMillis(), others(directory, site.port()));
            assertThat(ours).isLessThan(allowed);
        }
    }

    static String get(RestClient client, String uri) {
        return client.get().uri(uri).header("Connection", "close").retrieve().body(String.class);
    }

    /** What a busy machine adds is not the client's; so it may try a few times. */
    private static Duration shortestTimeOf(RestClient client, String uri, Duration allowed) {
        Duration shortest = timeOf(client, uri);
        for (int tries = 1; tries < MOST_TRIES && shortest.compareTo(allowed) >= 0; tries++) {
            Duration time = timeOf(client, uri);
            shortest = time.compareTo(shortest) < 0 ? time : shortest;
        }
        return shortest;
    }

    private static Duration timeOf(RestClient client, String uri) {
        long start = System.nanoTime();
        assertThat(get(client, uri)).isEqualTo("hello");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** In a process of its own, for the JDK resolves names in one way for all, here by a hosts file. */
    private static String others(Path directory, int port) throws Exception {
        Path hosts = directory.resolve("hosts");
        List<String> lines = new ArrayList<>(List.of("127.0.0.3 warm.test"));
        ADDRESSES.forEach(address -> lines.add(address + " site.test"));
        Files.write(hosts, lines);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherRestClients.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The three addresses, on one port. */
    private record Site(BlackHole silent, RefusingPort refusing, MockWebServer good) implements AutoCloseable {

        static Site open() throws IOException {
            for (int tries = 1; ; tries++) {
                MockWebServer good = new MockWebServer();
                good.setDispatcher(new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return new MockResponse.Builder().body("hello").build();
                    }
                });
                good.start(Loopback.ipv4(3), 0);
                try {
                    RefusingPort refusing = new RefusingPort(Loopback.ipv4(2), good.getPort());
                    try {
                        return new Site(new BlackHole(Loopback.ipv4(1), good.getPort()), refusing, good);
                    } catch (BindException taken) {
                        refusing.close();
                        throw taken;
                    }
                } catch (BindException taken) {
                    good.close();
                    if (tries == MOST_TRIES) {
                        throw taken;
                    }
                }
            }
        }

        int port() {
            return good.getPort();
        }

        @Override
        public void close() throws IOException {
            good.close();
            refusing.close();
            silent.close();
        }
    }
}
