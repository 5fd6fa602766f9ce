package io.happyconnect.sample;

import io.happyconnect.sample.neighbourhood.BrokenNeighbourhood;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample as it runs for everybody, but on any port and with less patience for plain sockets. */
final class RunningSample implements AutoCloseable {

    static final long PLAIN_TIMEOUT_MILLIS = 1_000;

    private final ConfigurableApplicationContext context;

    RunningSample(String... arguments) {
        Stream<String> always = Stream.of(
                "--server.port=0",
                "--sample.neighbourhood.port=0",
                "--sample.plain-timeout=" + PLAIN_TIMEOUT_MILLIS + "ms");
        context = SpringApplication.run(
                SampleApplication.class,
                Stream.concat(always, Arrays.stream(arguments)).toArray(String[]::new));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    int exitCode() {
        return SpringApplication.exit(context);
    }

    /** What follows {@code broken.example:}. */
    int neighbourhoodPort() {
        return context.getBean(BrokenNeighbourhood.class).target().port();
    }

    @Override
    public void close() {
        context.close();
    }
}
