package io.happyconnect.simulation;

/** Thrown where foreign code may throw anything. */
final class SimulatedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SimulatedFault(String what) {
        super(what, null, false, false);
    }
}
