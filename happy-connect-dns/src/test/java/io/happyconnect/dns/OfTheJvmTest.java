package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfTheJvmTest {

    @TempDir
    Path classes;

    private URLClassLoader providing(String content) throws IOException {
        Path file = classes.resolve(OfTheJvm.PROVIDERS);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    }

    @Test
    void aHostsFileOfTheJvmIsForThePlatform() throws IOException {
        try (URLClassLoader none = new URLClassLoader(new URL[0], null)) {
            assertThat(OfTheJvm.of("/etc/other-hosts", 17, none))
                    .contains(new NameService(false, "the property jdk.net.hosts.file is set"));
            assertThat(OfTheJvm.of(null, 25, none)).isEmpty();
        }
    }

    @Test
    void aProviderOfAnotherLibraryIsForThePlatform() throws IOException {
        try (URLClassLoader loader =
                providing("# ours first\norg.xbill.DNS.spi.SomeProvider\ncom.example.Resolving # theirs\n")) {
            assertThat(OfTheJvm.of(null, 18, loader))
                    .contains(new NameService(false, "com.example.Resolving is there to resolve names for this JVM"));
        }
    }

    @Test
    void beforeJava18ThereAreNoProviders() throws IOException {
        try (URLClassLoader loader = providing("com.example.Resolving")) {
            assertThat(OfTheJvm.of(null, 17, loader)).isEmpty();
        }
    }

    @Test
    void thoseOfDnsjavaAndOursChangeNothing() throws IOException {
        try (URLClassLoader loader = providing("org.xbill.DNS.spi.DnsjavaInetAddressResolverProvider\n"
                + "io.happyconnect.perfamily.PassThroughProvider\n")) {
            assertThat(OfTheJvm.of(null, 25, loader)).isEmpty();
        }
    }
}
