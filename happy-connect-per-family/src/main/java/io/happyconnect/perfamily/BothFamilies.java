package io.happyconnect.perfamily;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.util.List;

/** Makes the answers of one lookup out of those of two. */
final class BothFamilies {

    private final Answers answers;
    private int left = 2;
    private boolean found;

    BothFamilies(Answers answers) {
        this.answers = answers;
    }

    Answers of(AddressFamily family) {
        return new OneFamily(family);
    }

    private synchronized void answered(AddressFamily family, List<? extends Candidate> candidates) {
        found = true;
        answers.answered(family, candidates);
    }

    private synchronized void failed(AddressFamily family, IOException cause) {
        boolean lastHope = left == 1 && !found;
        if (PerFamilyResolver.isNegative(cause) && !lastHope) {
            answers.answered(family, List.of());
        } else if (PerFamilyResolver.isNegative(cause)) {
            answers.failed(cause);
        } else {
            answers.failed(family, cause);
        }
    }

    private synchronized void done() {
        left--;
        if (left == 0) {
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
