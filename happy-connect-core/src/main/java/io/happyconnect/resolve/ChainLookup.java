package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One lookup that goes from resolver to resolver.
 *
 * <p>What is no candidate (a failure, an empty answer) is held back: if the same resolver brings a candidate after all, it
 * is handed on just before that, because it ends a family's resolution delay; if no resolver brings any, all of it is
 * handed on at the end, as the reasons. Words are passed on outside the lock. That keeps {@code done} last because a
 * resolver says it after its other words have returned.
 */
final class ChainLookup implements Lookup {

    private final Iterator<Resolver> rest;
    private final Target target;
    private final Answers answers;
    private final Object lock = new Object();
    private final List<Consumer<Answers>> reasons = new ArrayList<>();
    private @Nullable Lookup running;
    private volatile boolean cancelled;

    ChainLookup(Iterator<Resolver> resolvers, Target target, Answers answers) {
        this.rest = resolvers;
        this.target = target;
        this.answers = answers;
    }

    /** Called once for each resolver, by whoever ended the one before. */
    void askNext() {
        if (cancelled) {
            return;
        }
        if (!rest.hasNext()) {
            reasons.forEach(this::pass);
            pass(Answers::done);
            return;
        }
        var link = new Link();
        try {
            link.runs(rest.next().resolve(target, link));
        } catch (RuntimeException | Error e) {
            link.failed(new IOException("a resolver threw " + e, e));
            link.done();
        }
    }

    private void pass(Consumer<Answers> word) {
        if (!cancelled) {
            word.accept(answers);
        }
    }

    @Override
    public void cancel() {
        Lookup last;
        synchronized (lock) {
            cancelled = true;
            last = running;
            running = null;
        }
        if (last != null) {
            last.cancel();
        }
    }

    /** What one resolver says. */
    private final class Link implements Answers {

        private final List<Consumer<Answers>> held = new ArrayList<>();
        private boolean broughtCandidate;
        private boolean ended;

        /** The resolver may have ended meanwhile, and the next one be running; or nobody wants its answers any more. */
        void runs(Lookup lookup) {
            synchronized (lock) {
                if (ended) {
                    return;
                }
                if (!cancelled) {
                    running = lookup;
                    return;
                }
            }
            lookup.cancel();
        }

        @Override
        public void answered(AddressFamily family, List<? extends Candidate> candidates) {
            say(!candidates.isEmpty(), next -> next.answered(family, candidates));
        }

        @Override
        public void found(List<? extends Candidate> candidates) {
            say(!candidates.isEmpty(), next -> next.found(candidates));
        }

        @Override
        public void failed(AddressFamily family, IOException cause) {
            say(false, next -> next.failed(family, cause));
        }

        @Override
        public void failed(IOException cause) {
            say(false, next -> next.failed(cause));
        }

        private void say(boolean bringsCandidate, Consumer<Answers> word) {
            List<Consumer<Answers>> words;
            synchronized (lock) {
                if (ended) {
                    return;
                }
                broughtCandidate |= bringsCandidate;
                held.add(word);
                if (!broughtCandidate) {
                    return;
                }
                words = List.copyOf(held);
                held.clear();
            }
            words.forEach(ChainLookup.this::pass);
        }

        @Override
        public void done() {
            synchronized (lock) {
                if (ended) {
                    return;
                }
                ended = true;
                running = null;
                reasons.addAll(held);
            }
            if (broughtCandidate) {
                pass(Answers::done);
            } else {
                askNext();
            }
        }
    }
}
