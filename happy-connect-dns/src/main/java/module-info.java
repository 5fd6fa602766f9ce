/**
 * Resolves names for Happy Connect by asking DNS servers itself, both families at once, each answer handed on as it
 * arrives.
 *
 * <p>{@link io.happyconnect.dns.DnsResolver} is the door.
 */
module io.happyconnect.dns {
    requires static transitive org.jspecify;
    requires transitive io.happyconnect;
    requires org.dnsjava;

    exports io.happyconnect.dns;
    exports io.happyconnect.dns.observe;
}
