package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.AddressFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the candidates that were found may be tried: those that the address filter accepts and that can be bound as
 * asked.
 */
final class Admission {

    private final AddressFilter filter;
    private final SocketSettings socketSettings;

    Admission(RacePlan plan) {
        this.filter = plan.filter();
        this.socketSettings = plan.socketSettings();
    }

    /** Those that may be tried; the others are added to {@code refused}. */
    List<Candidate> admit(List<? extends Candidate> found, List<Candidate> refused) {
        List<Candidate> admitted = new ArrayList<>(found.size());
        for (Candidate candidate : found) {
            (admits(candidate) ? admitted : refused).add(candidate);
        }
        return admitted;
    }

    private boolean admits(Candidate candidate) {
        AddressFamily family = candidate.family();
        if (family != null && !socketSettings.allows(family)) {
            return false;
        }
        if (!(candidate instanceof AddressCandidate address)) {
            return true;
        }
        try {
            return filter.accepts(address.address());
        } catch (RuntimeException brokenFilter) {
            // Failing open would turn a bug in a security check into a hole.
            Log.unexpected("in the address filter for " + candidate + ", which is therefore not tried", brokenFilter);
            return false;
        }
    }
}
