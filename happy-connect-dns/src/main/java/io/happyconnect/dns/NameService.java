package io.happyconnect.dns;

import io.happyconnect.dns.files.NameServiceSwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the name service of a host is no more than the hosts file and DNS, so that {@link DnsResolver} finds what the
 * system's own resolver would. Where it is more (multicast DNS, LDAP, systemd-resolved, NetBIOS, another hosts file or a
 * resolver of another library in this JVM), only the system knows it.
 *
 * @param isPlain whether it is the hosts file, then DNS, and nothing else
 * @param reason why, in a few words for a log
 */
public record NameService(boolean isPlain, String reason) {

    private static final Path SWITCH = Path.of("/etc/nsswitch.conf");
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

    /**
     * That of this host, as this JVM sees it. Reads {@code /etc/nsswitch.conf} on each call.
     *
     * @return what it is; not plain if that cannot be found out
     */
    public static NameService ofThisHost() {
        Optional<NameService> replaced = OfTheJvm.current();
        if (replaced.isPresent()) {
            return replaced.get();
        }
        String system = System.getProperty("os.name", "");
        try {
            return of(system, Files.isReadable(RESOLV_CONF), content());
        } catch (IOException unreadable) {
            return new NameService(false, SWITCH + " cannot be read");
        }
    }

    private static @Nullable String content() throws IOException {
        try {
            return Files.readString(SWITCH, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    /**
     * That of a host. Pure.
     *
     * @param system its name as the property {@code os.name} has it
     * @param hasResolvConf whether there is an {@code /etc/resolv.conf}
     * @param nameServiceSwitch the content of its {@code /etc/nsswitch.conf}; null if there is none
     * @return what it is
     */
    public static NameService of(String system, boolean hasResolvConf, @Nullable String nameServiceSwitch) {
        String lower = system.toLowerCase(Locale.ROOT);
        if (lower.startsWith("windows") || lower.startsWith("mac")) {
            return new NameService(false, system + " has a name service of its own");
        }
        if (!hasResolvConf) {
            return new NameService(false, "there is no " + RESOLV_CONF);
        }
        if (nameServiceSwitch == null) {
            return new NameService(true, "there is no " + SWITCH);
        }
        NameServiceSwitch hosts = NameServiceSwitch.parse(nameServiceSwitch);
        String line = "the hosts line of " + SWITCH + " is \"" + String.join(" ", hosts.services()) + "\"";
        return new NameService(hosts.isPlain(), line);
    }
}
