package io.happyconnect.route;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one sequence of answers out of those of several lookups. The candidates of a later lookup wait for a word of every
 * earlier one, for a limited time; a family has answered when it has in all of them, and nothing is held back: a race may be
 * lost as soon as both have.
 *
 * <p>Words are passed on one at a time and outside the lock, by whichever thread finds nobody at it. So they keep their order,
 * and {@code done} is the last.
 */
final class OrderedAnswers {

    private final Answers answers;
    private final Duration patience;
    private final Branch[] branches;
    private final List<Consumer<Answers>> ends = new ArrayList<>(); // guarded by this; of families
    private final Queue<Consumer<Answers>> words = new ArrayDeque<>(); // guarded by this
    private boolean passing; // guarded by this
    private boolean timed; // guarded by this
    private boolean holding = true; // guarded by this
    private int running; // guarded by this
    private volatile boolean cancelled;

    OrderedAnswers(Answers answers, int count, Duration patience) {
        this.answers = answers;
        this.patience = patience;
        this.running = count;
        this.branches = new Branch[count];
        for (int i = 0; i < count; i++) {
            branches[i] = new Branch();
        }
    }

    Answers branch(int index) {
        return branches[index];
    }

    /** Nobody wants to hear anything any more. */
    void cancel() {
        cancelled = true;
    }

    /** Puts what may be said into the sequence. Under the lock. */
    private void release() {
        boolean mayPass = true;
        for (Branch branch : branches) {
            if (mayPass) {
                words.addAll(branch.held);
                branch.held.clear();
            }
            mayPass &= !holding || branch.hasSpoken();
        }
        if (!holdsSomething()) {
            words.addAll(ends);
            ends.clear();
        }
        if (running == 0) {
            running = -1;
            words.add(Answers::done);
        }
    }

    private boolean holdsSomething() {
        for (Branch branch : branches) {
            if (!branch.held.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void pass() {
        for (; ; ) {
            Consumer<Answers> word;
            synchronized (this) {
                word = passing ? null : words.poll();
                if (word == null) {
                    return;
                }
                passing = true;
            }
            try {
                if (!cancelled) {
                    word.accept(answers);
                }
            } finally {
                synchronized (this) {
                    passing = false;
                }
            }
        }
    }

    private void waitedLongEnough() {
        synchronized (this) {
            holding = false;
            release();
        }
        pass();
    }

    /** What one lookup says. */
    private final class Branch implements Answers {

        private final List<Consumer<Answers>> held = new ArrayList<>(); // guarded by OrderedAnswers.this
        private boolean brought;
        private boolean ipv4;
        private boolean ipv6;
        private boolean ended;

        boolean hasSpoken() {
            return brought || ended || (ipv4 && ipv6);
        }

        private boolean hasAnswered(AddressFamily family) {
            return ended || (family == AddressFamily.IPV4 ? ipv4 : ipv6);
        }

        @Override
        public void answered(AddressFamily family, List<? extends Candidate> candidates) {
            say(!candidates.isEmpty(), family, ended -> {
                if (!ended) {
                    return candidates.isEmpty() ? null : next -> next.found(candidates);
                }
                if (candidates.isEmpty() || holdsSomething()) {
                    ends.add(next -> next.answered(family, List.of()));
                    return candidates.isEmpty() ? null : next -> next.found(candidates);
                }
                return next -> next.answered(family, candidates);
            });
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            say(!candidates.isEmpty(), null, ended -> next -> next.found(candidates));
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            say(false, family, ended -> {
                if (ended) {
                    ends.add(next -> next.failed(family, cause));
                }
                return ended ? null : next -> next.failed(cause);
            });
        }

        @Override
        public void failed(IOException cause) {
            say(false, null, ended -> next -> next.failed(cause));
        }

        private void say(boolean brings, @Nullable AddressFamily family, Word word) {
            boolean wait = false;
            synchronized (OrderedAnswers.this) {
                if (ended) {
                    return;
                }
                brought |= brings;
                ipv4 |= family == AddressFamily.IPV4;
                ipv6 |= family == AddressFamily.IPV6;
                Consumer<Answers> said = word.toSay(family != null && allHaveAnswered(family));
                if (said != null) {
                    held.add(said);
                }
                release();
                if (!timed && holdsSomething()) {
                    timed = true;
                    wait = true;
                }
            }
            if (wait) {
                // On the JDK's own thread for delays, which may not be held up: to hand on an answer is short work.
                CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                        .execute(OrderedAnswers.this::waitedLongEnough);
            }
            pass();
        }

        private boolean allHaveAnswered(AddressFamily family) {
            for (Branch branch : branches) {
                if (!branch.hasAnswered(family)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void done() {
            synchronized (OrderedAnswers.this) {
                if (ended) {
                    return;
                }
                ended = true;
                running--;
                release();
            }
            pass();
        }
    }

    /** Makes of a word what is to be said, knowing whether its family has now answered everywhere; perhaps nothing. */
    @FunctionalInterface
    private interface Word {
        @Nullable
        Consumer<Answers> toSay(boolean familyHasAnswered);
    }
}
