package io.happyconnect.resolve;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question, and everyone who waits for its answer. Ends once. */
final class SharedLookup implements Runnable {

    private final String name;
    private final BlockingResolver resolver;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private boolean ended;

    SharedLookup(String name, BlockingResolver resolver) {
        this.name = name;
        this.resolver = resolver;
    }

    String name() {
        return name;
    }

    /** Asks, on a thread of the resolver. */
    @Override
    public void run() {
        if (!hasEnded()) {
            resolver.ask(this);
        }
    }

    private boolean hasEnded() {
        synchronized (waiters) {
            return ended;
        }
    }

    /** Adds someone to the waiting; returns null if it is too late for that. */
    @Nullable
    Lookup join(int port, Answers answers) {
        synchronized (waiters) {
            if (ended) {
                return null;
            }
            var waiter = new Waiter(port, answers);
            waiters.add(waiter);
            return waiter;
        }
    }

    void found(HostAddresses addresses) {
        end(waiter -> waiter.found(addresses));
    }

    void failed(IOException cause) {
        end(waiter -> waiter.failed(cause));
    }

    private void end(Consumer<Waiter> word) {
        List<Waiter> told;
        synchronized (waiters) {
            if (ended) {
                return;
            }
            ended = true;
            told = List.copyOf(waiters);
            waiters.clear();
        }
        told.forEach(word);
    }

    /** A lookup under way goes on without anyone waiting, for the cache; one whose turn has not come is not begun. */
    private void leave(Waiter waiter) {
        synchronized (waiters) {
            waiters.remove(waiter);
            if (!ended && waiters.isEmpty() && resolver.withdraw(this)) {
                ended = true;
            }
        }
    }

    /** Lets go of the answers as soon as they are told or unwanted: the handle may be kept for longer. */
    private final class Waiter implements Lookup {

        private final int port;
        private volatile @Nullable Answers answers;

        Waiter(int port, Answers answers) {
            this.port = port;
            this.answers = new GuardedAnswers(answers);
        }

        void found(HostAddresses addresses) {
            tell(wanted -> wanted.found(addresses.candidates(port)));
            tell(Answers::done);
            answers = null;
        }

        void failed(IOException cause) {
            tell(wanted -> wanted.failed(cause));
            tell(Answers::done);
            answers = null;
        }

        private void tell(Consumer<Answers> word) {
            Answers wanted = answers;
            if (wanted != null) {
                word.accept(wanted);
            }
        }

        @Override
        public void cancel() {
            answers = null;
            leave(this);
        }
    }
}
