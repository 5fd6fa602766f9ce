package io.happyconnect.dns;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes down what a resolver says. */
final class HeardAnswers implements Answers {

    final List<String> words = new CopyOnWriteArrayList<>();
    final List<IOException> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        words.add(family + " " + text(candidates));
    }

    private static List<String> text(List<? extends Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> ((AddressCandidate) candidate).address().getHostAddress())
                .toList();
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        words.add("found " + text(candidates));
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        failures.add(cause);
        words.add(family + " failed: " + cause.getMessage());
    }

    @Override
    public void failed(IOException cause) {
        failures.add(cause);
        words.add("failed: " + cause.getMessage());
    }

    @Override
    public void done() {
        words.add("done");
        done.countDown();
    }

    HeardAnswers await() throws InterruptedException {
        if (!done.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("not done within 20 s, but heard " + words);
        }
        return this;
    }

    boolean isDone() {
        return done.getCount() == 0;
    }
}
