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
        try {
            AddressFamily family = candidate.family();
            if (family != null && !plan.socketSettings().allows(family)) {
                return false;
            }
            if (candidate instanceof AddressCandidate address) {
                return plan.filter().accepts(address.address());
            }
            // Foreign code that is going to be asked under the lock of the race: what it throws, it shall throw now.
            boolean unused = candidate.isLoopback();
            return true;
        } catch (RuntimeException | Error broken) {
            // Failing open would turn a bug in a security check into a hole.
            Log.unexpected("in a candidate or the address filter; the candidate is not tried", broken);
            return false;
        }
    }
}
