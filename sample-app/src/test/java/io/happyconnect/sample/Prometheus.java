package io.happyconnect.sample;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus server of its own, that scrapes one application every second. */
final class Prometheus implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    Prometheus(Path directory, int scraped) throws IOException {
        this.port = freePort();
        Path configuration = directory.resolve("prometheus.yml");
        Files.writeString(configuration, """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: sample-app
                    metrics_path: /actuator/prometheus
                    static_configs:
                      - targets: ['127.0.0.1:%d']
                """.formatted(scraped));
        process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    /** Whether there is one on this machine; says so loudly if not. */
    static boolean isInstalled() {
        if (program().isEmpty()) {
            System.err.println("***** SKIPPED: the queries of the Grafana dashboard against a Prometheus server."
                    + " prometheus is not on the PATH (Debian: prometheus) *****");
        }
        return program().isPresent();
    }

    private static Optional<File> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, "prometheus"))
                .filter(File::canExecute)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("prometheus has ended with status " + process.exitValue());
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (java.net.ConnectException notYet) {
            return false;
        }
    }

    /** {@return what it answers to an instant query} */
    Json query(String expression) throws IOException, InterruptedException {
        return api("query?query=" + encoded(expression));
    }

    /** {@return the values a label has in a selection of series} */
    Json labelValues(String label, String selector) throws IOException, InterruptedException {
        return api("label/" + label + "/values?match[]=".replace("[]", "%5B%5D") + encoded(selector));
    }

    private Json api(String call) throws IOException, InterruptedException {
        HttpResponse<String> response = get("/api/v1/" + call);
        if (response.statusCode() != 200) {
            throw new AssertionError(call + ": " + response.body());
        }
        return Json.of(response.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
