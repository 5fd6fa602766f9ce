package io.happyconnect.route;

import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The lookups of all that an alias stands for. */
final class AliasLookups implements Lookup {

    private final OrderedAnswers answers;
    private final List<Lookup> running = new ArrayList<>(); // guarded by this
    private boolean cancelled; // guarded by this

    private AliasLookups(OrderedAnswers answers) {
        this.answers = answers;
    }

    static Lookup begin(AliasExpansion expansion, Below below, Answers answers) {
        for (String failure : expansion.failures()) {
            answers.failed(new UnknownHostException(failure));
        }
        List<AliasExpansion.End> ends = expansion.ends();
        if (ends.isEmpty()) {
            answers.done();
            return Lookup.ended();
        }
        AliasLookups lookups = new AliasLookups(new OrderedAnswers(answers, ends.size()));
        for (int i = 0; i < ends.size(); i++) {
            lookups.begin(ends.get(i), i, below);
        }
        return lookups;
    }

    private void begin(AliasExpansion.End end, int index, Below below) {
        NamedAnswers named = new NamedAnswers(answers.branch(index), end.names());
        Lookup begun;
        try {
            begun = below.resolve(end.target(), named);
        } catch (RuntimeException | Error broken) {
            UnknownHostException failure = new UnknownHostException("resolver failed: " + broken);
            failure.initCause(broken);
            named.failed(failure);
            named.done();
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
