package io.happyconnect.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps every word, and the thread that said it. */
public class RecordedAnswers implements Answers {

    private final List<String> words = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<IOException> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    public List<String> words() {
        return List.copyOf(words);
    }

    /** The words of a lookup that ends, once it has ended. */
    public List<String> wordsWhenDone() throws InterruptedException {
        awaitDone();
        return words();
    }

    public RecordedAnswers awaitDone() throws InterruptedException {
        assertThat(done.await(10, TimeUnit.SECONDS))
                .as("done within 10 s, after %s", words)
                .isTrue();
        return this;
    }

    public boolean isDone() {
        return done.getCount() == 0;
    }

    public List<Thread> threads() {
        return List.copyOf(threads);
    }

    public IOException onlyFailure() {
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        record("answered " + family + " " + candidates);
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        record("found " + candidates);
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        failures.add(cause);
        record("failed " + family + " " + cause.getMessage());
    }

    @Override
    public void failed(IOException cause) {
        failures.add(cause);
        record("failed " + cause.getMessage());
    }

    @Override
    public void done() {
        record("done");
        done.countDown();
    }

    private void record(String word) {
        threads.add(Thread.currentThread());
        words.add(word);
    }
}
