package io.happyconnect.route;

import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Several lookups at the same time whose answers keep the order of the lookups. */
final class OrderedLookups implements Lookup {

    private final OrderedAnswers answers;
    private final List<Lookup> running = new ArrayList<>(); // guarded by this
    private boolean cancelled; // guarded by this

    private OrderedLookups(OrderedAnswers answers) {
        this.answers = answers;
    }

    /**
     * Begins them all.
     *
     * @param patience how long what a later one brings waits for an earlier one to say something
     * @param lookups at least one, each given where to answer
     */
    static Lookup begin(Duration patience, Answers answers, List<Function<Answers, Lookup>> lookups) {
        OrderedLookups all = new OrderedLookups(new OrderedAnswers(answers, lookups.size(), patience));
        for (int i = 0; i < lookups.size(); i++) {
            all.begin(lookups.get(i), all.answers.branch(i));
        }
        return all;
    }

    private void begin(Function<Answers, Lookup> lookup, Answers branch) {
        Lookup begun;
        try {
            begun = lookup.apply(branch);
        } catch (RuntimeException | Error broken) {
            UnknownHostException failure = new UnknownHostException("resolver failed: " + broken);
            failure.initCause(broken);
            branch.failed(failure);
            branch.done();
            return;
        }
        synchronized (this) {
            if (!cancelled) {
                running.add(begun);
                return;
            }
        }
        begun.cancel();
    }

    @Override
    public void cancel() {
        List<Lookup> all;
        synchronized (this) {
            cancelled = true;
            all = List.copyOf(running);
            running.clear();
        }
        answers.cancel();
        all.forEach(Lookup::cancel);
    }
}
