/**
 * Opens TCP connections by name and races the addresses behind it (RFC 8305).
 *
 * <p>{@link io.happyconnect.HappyConnector} is the door. How races are driven is not exported.
 */
module io.happyconnect {
    requires static transitive org.jspecify;

    exports io.happyconnect;
    exports io.happyconnect.candidate;
    exports io.happyconnect.name;
    exports io.happyconnect.observe;
    exports io.happyconnect.order;
    exports io.happyconnect.race;
    exports io.happyconnect.resolve;
    exports io.happyconnect.route;
    exports io.happyconnect.selection;
}
