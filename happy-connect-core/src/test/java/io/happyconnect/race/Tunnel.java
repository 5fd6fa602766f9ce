package io.happyconnect.race;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;

/** A candidate without an address. Nobody dials it: a race does no I/O. */
record Tunnel(String name, boolean isLoopback, boolean goesFirst) implements DialableCandidate {

    Tunnel(String name, boolean isLoopback) {
        this(name, isLoopback, false);
    }

    @Override
    public AddressFamily family() {
        return null;
    }

    @Override
    public Dial newDial() {
        throw new AssertionError("a race does not dial");
    }

    @Override
    public String toString() {
        return name;
    }
}
