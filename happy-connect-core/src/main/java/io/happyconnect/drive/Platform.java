package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.resolve.SystemConnectivity;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * The machine that races on channels run on: its clock, its channels, its routes, its threads. There is one in production, which
 * compilers see and call directly; the simulation of the tests brings another, whose time and network are made up.
 */
class Platform {

    /** This machine. */
    static final Platform SYSTEM = new Platform();

    /** How late a parked thread of an idle machine runs again, in nanoseconds; half of it is the timer slack of Linux. */
    static final long PARK_LATENESS = 100_000L;

    Platform() {}

    /** Monotonic nanoseconds, for comparing by difference. */
    long now() {
        return Clock.now();
    }

    /** The wall-clock time of a moment of the recent past. */
    Instant instantOf(long past) {
        return Clock.instantOf(past);
    }

    /** Has the current thread sleep for a time, or less. */
    void park(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /** Has the current thread pass a moment too short to sleep for, or less. */
    void spin(long nanos) {
        Thread.onSpinWait();
    }

    /** An unconnected channel. */
    SocketChannel openChannel(ProtocolFamily family) throws IOException {
        return SocketChannel.open(family);
    }

    Selector openSelector() throws IOException {
        return Selector.open();
    }

    /** Whether a packet to an address would leave this machine now. */
    boolean canRoute(AddressCandidate candidate) {
        return SystemConnectivity.canRoute(candidate.address(), candidate.port());
    }

    /** Makes daemon threads. */
    ThreadFactory threads(String prefix) {
        return Threads.daemon(prefix);
    }
}
