package io.happyconnect.simulation;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/** An address of the simulated network, and what becomes of attempts to connect to it. */
final class Place {

    /** What becomes of one attempt. */
    enum Kind {
        CONNECTS,
        REFUSES,
        /** A router says that there is no way. */
        IS_UNREACHABLE,
        /** This machine has no way. */
        HAS_NO_ROUTE,
        /** This machine has no port left. */
        HAS_NO_PORT,
        IS_SILENT,
        /** Something that no machine should do. */
        BREAKS;

        /** Whether the failure says that no packet has left this machine. */
        boolean isLocal() {
            return this == HAS_NO_ROUTE || this == HAS_NO_PORT;
        }

        /** Whether the connect itself says so. */
        boolean isImmediate() {
            return this == HAS_NO_PORT || this == BREAKS;
        }

        Exception failure() {
            return switch (this) {
                case REFUSES -> new ConnectException("Connection refused");
                case IS_UNREACHABLE -> new NoRouteToHostException("No route to host");
                case HAS_NO_ROUTE -> new SocketException("Network is unreachable");
                case HAS_NO_PORT -> new BindException("Cannot assign requested address");
                case BREAKS -> new SimulatedFault("a connect that breaks");
                case CONNECTS, IS_SILENT -> throw new AssertionError(this);
            };
        }
    }

    /**
     * What becomes of one attempt, and when.
     *
     * @param after nanoseconds after the connect
     */
    record Fate(Kind kind, long after) {}

    private final InetAddress address;
    private final Fate always;

    /**
     * A place.
     *
     * @param always what becomes of every attempt; {@code null} if each has another fate
     */
    Place(InetAddress address, Fate always) {
        this.address = address;
        this.always = always;
    }

    InetAddress address() {
        return address;
    }

    boolean hasRoute() {
        return always == null || always.kind() != Kind.HAS_NO_ROUTE;
    }

    Fate fate(Fates fates) {
        return always == null ? fates.anyButNoRoute() : always;
    }

    @Override
    public String toString() {
        return address.getHostAddress()
                + (always == null ? " changes its mind" : " " + always.kind() + " after " + always.after() + " ns");
    }
}
