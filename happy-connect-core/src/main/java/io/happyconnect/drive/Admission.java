package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;

/**
 * Which of the candidates that were found may be tried: those that the address filter accepts and that can be bound as
 * asked.
 */
final class Admission {

    private Admission() {}

    static boolean admits(RacePlan plan, Candidate candidate) {
        AddressFamily family = candidate.family();
        if (family != null && !plan.socketSettings().allows(family)) {
            return false;
        }
        if (!(candidate instanceof AddressCandidate address)) {
            return true;
        }
        try {
            return plan.filter().accepts(address.address());
        } catch (RuntimeException brokenFilter) {
            // Failing open would turn a bug in a security check into a hole.
            Log.unexpected("in the address filter for " + candidate + ", which is therefore not tried", brokenFilter);
            return false;
        }
    }
}
