package io.happyconnect.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sample in a process of its own, as its visitors start it: with nothing else on its class path. */
final class SampleProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Try it yourself at (http://localhost:\\d+)/");
    private static final Pattern NEIGHBOURHOOD = Pattern.compile("(broken\\.example:\\d+) has three addresses");
    private static final List<String> ONLY_FOR_THESE_TESTS =
            List.of("security", "webflux", "reactor", "netty", "selenium", "browser-tests");
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final String url;
    private String neighbourhood = "";

    SampleProcess() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        "io.happyconnect.sample.SampleApplication",
                        "--server.port=0",
                        "--sample.neighbourhood.port=0",
                        "--sample.plain-timeout=1s")
                .redirectErrorStream(true)
                .start();
        url = awaitAddress(lines());
    }

    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> ONLY_FOR_THESE_TESTS.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private BlockingQueue<Optional<String>> lines() {
        BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                        output.lines().forEach(line -> lines.add(Optional.of(line)));
                    } catch (IOException | java.io.UncheckedIOException ended) {
                        // The process is gone, and so is what it says.
                    }
                    lines.add(Optional.empty());
                },
                "output-of-the-sample");
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    private String awaitAddress(BlockingQueue<Optional<String>> lines) throws InterruptedException {
        StringBuilder read = new StringBuilder();
        Optional<String> line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (line != null && line.isPresent()) {
            read.append(line.get()).append('\n');
            Matcher broken = NEIGHBOURHOOD.matcher(line.get());
            if (broken.find()) {
                neighbourhood = broken.group(1);
            }
            Matcher address = ADDRESS.matcher(line.get());
            if (address.find()) {
                return address.group(1);
            }
            line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        process.destroyForcibly();
        throw new AssertionError("the sample has not started:\n" + read);
    }

    String url(String path) {
        return url + path;
    }

    /** {@return the name that is broken, with its port} */
    String neighbourhood() {
        return neighbourhood;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
