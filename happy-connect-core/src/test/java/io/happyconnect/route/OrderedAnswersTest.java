package io.happyconnect.route;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.RecordedAnswers;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several lookups speak as one. */
class OrderedAnswersTest {

    private final RecordedAnswers heard = new RecordedAnswers();

    private static List<Candidate> candidate(int last) {
        return List.of(new AddressCandidate(Loopback.ipv4(last), 1));
    }

    @Test
    void theSecondWaitsForTheFirst() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 2, Duration.ofMillis(50));

        ordered.branch(1).found(candidate(2));
        assertThat(heard.words()).isEmpty();
        ordered.branch(0).found(candidate(1));

        assertThat(heard.words()).containsExactly("found [127.0.0.1:1]", "found [127.0.0.2:1]");
    }

    @Test
    void theSecondWaitsNoLongerThanTheResolutionDelay() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(2);
        Answers waiting = new Forwarding(heard) {
            @Override
            public void found(List<? extends Candidate> candidates) {
                super.found(candidates);
                found.countDown();
                both.countDown();
            }
        };
        OrderedAnswers ordered = new OrderedAnswers(waiting, 2, Duration.ofMillis(50));
        long before = System.nanoTime();

        ordered.branch(1).found(candidate(2));

        assertThat(found.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(heard.words()).containsExactly("found [127.0.0.2:1]");
        ordered.branch(0).found(candidate(1));
        // The thread that told the other may still be there, and then it tells this one too.
        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.words()).containsExactly("found [127.0.0.2:1]", "found [127.0.0.1:1]");
    }

    @Test
    void theSecondDoesNotWaitForAFirstThatHasNothing() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 2, Duration.ofMillis(50));

        ordered.branch(0).done();
        ordered.branch(1).found(candidate(2));

        assertThat(heard.words()).containsExactly("found [127.0.0.2:1]");
    }

    @Test
    void aFailureOfOneFamilyIsNotYetAWord() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 2, Duration.ofMillis(50));

        ordered.branch(0).answered(IPV6, List.of());
        ordered.branch(1).found(candidate(2));
        assertThat(heard.words()).isEmpty();
        ordered.branch(0).failed(IPV4, new IOException("SERVFAIL"));

        assertThat(heard.words()).containsExactly("failed SERVFAIL", "found [127.0.0.2:1]");
    }

    @Test
    void aFamilyHasAnsweredWhenItHasEverywhere() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 2, Duration.ofMillis(50));

        ordered.branch(0).answered(IPV4, candidate(1));
        ordered.branch(1).answered(IPV6, List.of());
        ordered.branch(1).answered(IPV4, candidate(2));
        ordered.branch(0).failed(IPV6, new IOException("timed out"));

        assertThat(heard.words())
                .containsExactly("found [127.0.0.1:1]", "answered IPv4 [127.0.0.2:1]", "failed IPv6 timed out");
    }

    @Test
    void aLookupThatHasEndedHasAnsweredForBothFamilies() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 2, Duration.ofMillis(50));

        ordered.branch(0).failed(new IOException("no such host"));
        ordered.branch(0).done();
        ordered.branch(1).answered(IPV6, List.of());
        ordered.branch(1).done();

        assertThat(heard.words()).containsExactly("failed no such host", "answered IPv6 []", "done");
    }

    /** A race that has nothing left to try is lost once both families have answered. */
    @Test
    void noFamilyHasAnsweredBeforeWhatIsHeldBackIsHandedOn() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 3, Duration.ofSeconds(60));

        ordered.branch(2).found(candidate(3));
        ordered.branch(2).done();
        ordered.branch(1).done();
        ordered.branch(0).answered(IPV4, List.of());
        assertThat(heard.words()).isEmpty();
        ordered.branch(0).failed(IPV6, new IOException("timed out"));

        assertThat(heard.words()).containsExactly("found [127.0.0.3:1]", "answered IPv4 []", "failed IPv6 timed out");
    }

    @Test
    void itIsDoneOnceAndLast() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 2, Duration.ofMillis(50));

        ordered.branch(1).found(candidate(2));
        ordered.branch(1).done();
        ordered.branch(1).done();
        ordered.branch(1).found(candidate(9));
        assertThat(heard.words()).isEmpty();
        ordered.branch(0).done();
        ordered.branch(0).done();

        assertThat(heard.words()).containsExactly("found [127.0.0.2:1]", "done");
    }

    @Test
    void nothingIsSaidAfterACancel() {
        OrderedAnswers ordered = new OrderedAnswers(heard, 1, Duration.ofMillis(50));

        ordered.cancel();
        ordered.branch(0).found(candidate(1));
        ordered.branch(0).done();

        assertThat(heard.words()).isEmpty();
    }

    @Test
    void whoAnswersInsideOfAnAnswerIsHeardAfterIt() {
        OrderedAnswers[] ordered = new OrderedAnswers[1];
        Answers nested = new Forwarding(heard) {
            @Override
            public void found(List<? extends Candidate> candidates) {
                ordered[0].branch(0).done();
                super.found(candidates);
            }
        };
        ordered[0] = new OrderedAnswers(nested, 1, Duration.ofMillis(50));

        ordered[0].branch(0).found(candidate(1));

        assertThat(heard.words()).containsExactly("found [127.0.0.1:1]", "done");
    }

    /** Hands on what a test does not look at. */
    private static class Forwarding implements Answers {

        private final Answers answers;

        Forwarding(Answers answers) {
            this.answers = answers;
        }

        @Override
        public void answered(io.happyconnect.candidate.AddressFamily family, List<? extends Candidate> candidates) {
            answers.answered(family, candidates);
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            answers.found(candidates);
        }

        @Override
        public void failed(io.happyconnect.candidate.AddressFamily family, IOException cause) {
            answers.failed(family, cause);
        }

        @Override
        public void failed(IOException cause) {
            answers.failed(cause);
        }

        @Override
        public void done() {
            answers.done();
        }
    }
}
