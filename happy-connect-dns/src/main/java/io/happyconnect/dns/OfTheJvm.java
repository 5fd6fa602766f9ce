package io.happyconnect.dns;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes the platform of this JVM look names up in another way than its host does. */
final class OfTheJvm {

    /** A hosts file in place of everything else. */
    static final String HOSTS_FILE = "jdk.net.hosts.file";

    static final String PROVIDERS = "META-INF/services/java.net.spi.InetAddressResolverProvider";

    private static final int FIRST_WITH_PROVIDERS = 18;

    /** One asks DNS, the other the system. */
    private static final List<String> HARMLESS = List.of("org.xbill.DNS.", "io.happyconnect.");

    private OfTheJvm() {}

    static Optional<NameService> current() {
        ClassLoader whereJavaLooks = ClassLoader.getSystemClassLoader();
        return of(System.getProperty(HOSTS_FILE), Runtime.version().feature(), whereJavaLooks);
    }

    /** {@return why the system has to be asked, if it has; loads no class} */
    static Optional<NameService> of(@Nullable String hostsFile, int java, ClassLoader whereJavaLooks) {
        if (hostsFile != null) {
            return Optional.of(new NameService(false, "the property " + HOSTS_FILE + " is set"));
        }
        if (java < FIRST_WITH_PROVIDERS) {
            return Optional.empty();
        }
        try {
            return providers(whereJavaLooks).stream()
                    .filter(provider -> HARMLESS.stream().noneMatch(provider::startsWith))
                    .findFirst()
                    .map(provider -> new NameService(false, provider + " is there to resolve names for this JVM"));
        } catch (IOException unreadable) {
            return Optional.of(new NameService(false, PROVIDERS + " cannot be read"));
        }
    }

    private static List<String> providers(ClassLoader loader) throws IOException {
        List<String> providers = new ArrayList<>();
        for (URL file : Collections.list(loader.getResources(PROVIDERS))) {
            URLConnection connection = file.openConnection();
            connection.setUseCaches(false);
            try (InputStream content = connection.getInputStream()) {
                new String(content.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(providers::add);
            }
        }
        return providers;
    }
}
