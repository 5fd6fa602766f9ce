package io.happyconnect.perfamily;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the answers of one lookup out of those of two. */
final class BothFamilies {

    private final Answers answers;
    private final Set<AddressFamily> settled = EnumSet.noneOf(AddressFamily.class); // guarded by this
    private int left = 2; // guarded by this
    private boolean found; // guarded by this

    BothFamilies(Answers answers) {
        this.answers = answers;
    }

    Answers of(AddressFamily family) {
        return new OneFamily(family);
    }

    private void answered(AddressFamily family, List<? extends Candidate> candidates) {
        synchronized (this) {
            settled.add(family);
            found = true;
        }
        answers.answered(family, candidates);
    }

    private void failed(AddressFamily family, IOException cause) {
        if (!PerFamilyResolver.isNegative(cause)) {
            isLastHope(family);
            answers.failed(family, cause);
        } else if (isLastHope(family)) {
            answers.failed(cause);
        } else {
            answers.answered(family, List.of());
        }
    }

    /** Settles a family that has nothing; returns whether neither has. What counts is who said so last, not who is done. */
    private synchronized boolean isLastHope(AddressFamily family) {
        settled.add(family);
        return settled.size() == AddressFamily.values().length && !found;
    }

    private void done() {
        boolean last;
        synchronized (this) {
            left--;
            last = left == 0;
        }
        if (last) {
            answers.done();
        }
    }

    /** What the lookup of one family says: everything in one list, or one failure, and then that it is done. */
    private final class OneFamily implements Answers {

        private final AddressFamily family;

        OneFamily(AddressFamily family) {
            this.family = family;
        }

        @Override
        public void answered(AddressFamily unused, List<? extends Candidate> candidates) {
            BothFamilies.this.answered(family, candidates);
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            BothFamilies.this.answered(family, candidates);
        }

        @Override
        public void failed(AddressFamily unused, IOException cause) {
            BothFamilies.this.failed(family, cause);
        }

        @Override
        public void failed(IOException cause) {
            BothFamilies.this.failed(family, cause);
        }

        @Override
        public void done() {
            BothFamilies.this.done();
        }
    }
}
