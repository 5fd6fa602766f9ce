package io.happyconnect.dns.query;

import io.happyconnect.resolve.Lookup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One lookup of one name: first what the cache has, on the caller's thread, then the rest on the thread of the loop, never
 * both at once.
 */
final class NameLookup implements Lookup, Flight.Waiter {

    private final Names names;
    private final NameSearch search;
    private final ServerList servers;
    private final Hearing hearing;
    private final Set<Question> waitingFor = new HashSet<>();
    private boolean over;
    private volatile boolean cancelled;

    NameLookup(Names names, NameSearch search, ServerList servers, Hearing hearing) {
        this.names = names;
        this.search = search;
        this.servers = servers;
        this.hearing = hearing;
    }

    /** Answers what is known; returns what has to be asked. */
    List<Question> tryCache() {
        List<Question> unknown = new ArrayList<>(2);
        Deque<Question> open = new ArrayDeque<>(search.questions());
        while (!open.isEmpty() && !over) {
            Question question = open.remove();
            Result known = names.cached(question, servers);
            if (known == null) {
                unknown.add(question);
            } else {
                say(search.answered(question, known));
                open.addAll(search.questions());
            }
        }
        return unknown;
    }

    boolean isOver() {
        return over;
    }

    /** On the thread of the loop, as everything that follows. */
    void begin(List<Question> questions) {
        if (!cancelled) {
            ask(questions);
        }
    }

    private void ask(List<Question> questions) {
        waitingFor.addAll(questions);
        for (Question question : questions) {
            // An answer that comes at once may have ended it.
            if (over || cancelled) {
                return;
            }
            names.flights().ask(question, servers, this);
        }
    }

    @Override
    public void answered(Question question, Result result) {
        waitingFor.remove(question);
        if (over || cancelled) {
            return;
        }
        say(search.answered(question, result));
        if (over) {
            leave();
        } else {
            ask(search.questions());
        }
    }

    private void say(List<NameSearch.Word> words) {
        for (NameSearch.Word word : words) {
            if (!cancelled) {
                hearing.settled(word.family(), word.name(), word.result());
            }
        }
        if (search.isOver() && !over) {
            over = true;
            if (!cancelled) {
                hearing.over();
            }
        }
    }

    private void leave() {
        List.copyOf(waitingFor).forEach(question -> names.flights().leave(question, servers, this));
        waitingFor.clear();
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            names.executeIfRunning(this::leave);
        }
    }
}
