package io.happyconnect.dns.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the system's resolver looks at besides its files.
 *
 * @param localDomain the variable {@code LOCALDOMAIN}, which replaces the search list; empty if not set
 * @param options the variable {@code RES_OPTIONS}, which has the last word on options; empty if not set
 * @param hostName the name of this host, whose domain is searched if nothing says otherwise; empty if unknown
 */
public record Surroundings(String localDomain, String options, String hostName) {

    /** Nothing but the files. */
    public static final Surroundings NONE = new Surroundings("", "", "");

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /** {@return those of this process} */
    public static Surroundings ofThisProcess() {
        return new Surroundings(variable("LOCALDOMAIN"), variable("RES_OPTIONS"), nameOfThisHost());
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    private static String nameOfThisHost() {
        try {
            return Files.readString(HOST_NAME, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException noSuchFile) {
            return "";
        }
    }
}
