package io.happyconnect.resolve;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedAnswersTest {

    private static final List<AddressCandidate> CANDIDATES = List.of(new AddressCandidate(StubPlatform.IPV4, 443));
    private static final String[] WORDS = {
        "answered IPv4 [192.0.2.1:443]", "found [192.0.2.1:443]", "failed IPv6 SERVFAIL", "failed timeout", "done"
    };

    private static void sayEverything(Answers answers) {
        answers.answered(IPV4, CANDIDATES);
        answers.found(CANDIDATES);
        answers.failed(IPV6, new IOException("SERVFAIL"));
        answers.failed(new IOException("timeout"));
        answers.done();
    }

    @Test
    void everyWordIsHandedOn() {
        var answers = new RecordedAnswers();
        sayEverything(new GuardedAnswers(answers));
        assertThat(answers.words()).containsExactly(WORDS);
    }

    @Test
    void nothingThatAReceiverThrowsComesBackAndAllOfItIsLogged() {
        var hostile = new HostileAnswers();
        try (var log = new CapturedLog(GuardedAnswers.class)) {
            sayEverything(new GuardedAnswers(hostile));
            assertThat(log.thrown()).hasSize(5).hasOnlyElementsOfType(StackOverflowError.class);
        }
        assertThat(hostile.words()).containsExactly(WORDS);
    }

    private static final class HostileAnswers extends RecordedAnswers {
        @Override
        public void answered(AddressFamily family, List<? extends Candidate> candidates) {
            super.answered(family, candidates);
            throw new StackOverflowError();
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            super.found(candidates);
            throw new StackOverflowError();
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            super.failed(family, cause);
            throw new StackOverflowError();
        }

        @Override
        public void failed(IOException cause) {
            super.failed(cause);
            throw new StackOverflowError();
        }

        @Override
        public void done() {
            super.done();
            throw new StackOverflowError();
        }
    }
}
