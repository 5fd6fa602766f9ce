package io.happyconnect.order;

import io.happyconnect.candidate.Candidate;
import java.util.List;

/** Leaves candidates as they came. */
final class ResolvedOrder implements AddressOrder {

    static final ResolvedOrder INSTANCE = new ResolvedOrder();

    private ResolvedOrder() {}

    @Override
    public List<Candidate> sort(List<Candidate> candidates) {
        return candidates;
    }

    @Override
    public boolean neverWaits() {
        return true;
    }

    @Override
    public Object basis() {
        return this;
    }

    @Override
    public boolean choosesFamily() {
        return false;
    }

    @Override
    public String toString() {
        return "as resolved";
    }
}
