package io.happyconnect.dns.files;

import java.util.List;
import java.util.Optional;

/**
 * The {@code hosts} line of nsswitch.conf(5): which services the system asks for the addresses of a name, in which order.
 *
 * @param services the words after {@code hosts:}, actions in brackets included; the default {@code files dns} if the file
 *     has no such line
 */
public record NameServiceSwitch(List<String> services) {

    private static final List<String> PLAIN = List.of("files", "dns");
    private static final String DATABASE = "hosts:";

    /** Copies the list. */
    public NameServiceSwitch {
        services = List.copyOf(services);
    }

    /**
     * Reads the file. As in glibc, the last of several lines counts.
     *
     * @param text what the file contains
     * @return what it says
     */
    public static NameServiceSwitch parse(String text) {
        return text.lines()
                .map(NameServiceSwitch::withoutComment)
                .filter(line -> line.startsWith(DATABASE))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(DATABASE.length()).strip())
                .map(line -> new NameServiceSwitch(line.isEmpty() ? List.of() : List.of(line.split("\\s+"))))
                .orElse(new NameServiceSwitch(PLAIN));
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    /** {@return whether the system asks the hosts file, then DNS, and nothing else} */
    public boolean isPlain() {
        return services.equals(PLAIN);
    }

    /** {@return the first word that makes it more than the hosts file and DNS; empty if it is only their order} */
    public Optional<String> peculiarity() {
        return services.stream().filter(service -> !PLAIN.contains(service)).findFirst();
    }
}
