package io.happyconnect.name;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;

/**
 * The TCP ports of services by name: what the system's services database says, and for names it does not have, the
 * port IANA registered. A name that neither has is refused; nothing is guessed.
 *
 * <p>The database is the file itself ({@code /etc/services}, on Windows {@code drivers\etc\services} of the system),
 * not what NIS or LDAP may add through NSS. Where it cannot be read, the built-in names remain. Immutable and safe for
 * any thread.
 */
public final class ServiceNames {

    private final Map<String, Integer> database;

    private ServiceNames(Map<String, Integer> database) {
        this.database = database;
    }

    /**
     * The names this system knows. The database is read by the first call and never again.
     *
     * @return always the same object
     */
    public static ServiceNames system() {
        return SystemDatabase.NAMES;
    }

    /** The names of a services database, the built-in ones behind it. */
    static ServiceNames of(String database) {
        return new ServiceNames(ServicesDatabase.parse(database));
    }

    /**
     * The port of a service.
     *
     * @param service a name in any case, or a port number, "1" to "65535"
     * @return the port, 1 to 65535
     * @throws IllegalArgumentException if it is neither; the message suggests up to three names that are spelled alike
     */
    public int portOf(String service) {
        Objects.requireNonNull(service, "service");
        if (Port.isNumeric(service)) {
            return Port.parse("service", service);
        }
        String name = Ascii.lowerCase(service);
        Integer port = database.get(name);
        if (port == null) {
            port = BuiltInServices.PORTS.get(name);
        }
        if (port == null) {
            throw unknown(service, name);
        }
        return port;
    }

    private IllegalArgumentException unknown(String service, String name) {
        if (service.isEmpty()) {
            return new IllegalArgumentException("service is empty: allowed is a name like https or a port number");
        }
        var known = new HashSet<>(database.keySet());
        known.addAll(BuiltInServices.PORTS.keySet());
        String nearest = String.join(", ", NearestNames.to(name, known));
        String advice = nearest.isEmpty() ? "" : " (did you mean " + nearest + "?)";
        return Refusal.of(
                "service",
                service,
                "is not known" + advice
                        + ": allowed are names of the services database and port numbers from 1 to 65535");
    }

    /** Initialised by its first use, once, by whichever thread comes first. */
    private static final class SystemDatabase {
        static final ServiceNames NAMES = of(ServicesDatabase.readSystem());
    }
}
