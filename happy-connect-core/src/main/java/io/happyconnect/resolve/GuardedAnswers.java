package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Hands on every word and lets nothing come back: a receiver that throws, against its contract, is logged and does not
 * disturb the resolver's threads or the other receivers of the same answer.
 */
final class GuardedAnswers implements Answers {

    private static final System.Logger LOGGER = System.getLogger(GuardedAnswers.class.getName());

    private final Answers answers;

    GuardedAnswers(Answers answers) {
        this.answers = answers;
    }

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        guard(() -> answers.answered(family, candidates));
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        guard(() -> answers.found(candidates));
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        guard(() -> answers.failed(family, cause));
    }

    @Override
    public void failed(IOException cause) {
        guard(() -> answers.failed(cause));
    }

    @Override
    public void done() {
        guard(answers::done);
    }

    private static void guard(Runnable word) {
        try {
            word.run();
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, "whoever takes the answers of a lookup threw an exception, which is ignored", e);
        }
    }
}
