package io.happyconnect.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Names with two addresses each, for the JDK to resolve from a file of its own: neither root nor a name server is
 * needed, and whatever resolves through the platform sees them.
 */
final class NamedHosts implements AutoCloseable {

    /** An IPv4 and an IPv6 address. */
    static final String BOTH_FAMILIES = "both-families.example.com";

    /** Two IPv4 addresses. */
    static final String ONE_FAMILY = "one-family.example.com";

    /** Two IPv4 addresses, of which the first refuses. */
    static final String REFUSING_FIRST = "refusing-first.example.com";

    /** Two IPv4 addresses of a port that is silent and one that answers, see {@link CrowdServer}. */
    static final String DEAD_FIRST = "dead-first.example.com";

    /** Two IPv4 addresses of the server over the {@link Link}. */
    static final String OVER_LINK = "over-link.example.com";

    /** For whoever runs a benchmark by itself. */
    static final String ADVICE = "run the benchmark through " + Compare.class.getName()
            + ", or with -jvmArgsAppend -Djdk.net.hosts.file=FILE and a file of such names";

    private static final String HOSTS = """
            127.0.0.1 both-families.example.com
            ::1       both-families.example.com
            127.0.0.1 one-family.example.com
            127.0.0.2 one-family.example.com
            127.0.0.2 refusing-first.example.com
            127.0.0.1 refusing-first.example.com
            127.0.0.2 dead-first.example.com
            127.0.0.3 dead-first.example.com
            198.51.100.1 over-link.example.com
            198.51.100.2 over-link.example.com
            """;

    private final Path file;

    private NamedHosts(Path file) {
        this.file = file;
    }

    static NamedHosts write() throws IOException {
        return new NamedHosts(Files.writeString(Files.createTempFile("happy-connect-benchmarks", ".hosts"), HOSTS));
    }

    /** {@return the argument that makes a JVM use the file} */
    String jvmArgument() {
        return "-Djdk.net.hosts.file=" + file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
