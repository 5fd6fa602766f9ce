package io.happyconnect.dns.query;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.observe.LookupOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of several complete names a relative one stands for, and what that means for each family. Facts in, words out; no
 * sockets, no threads, no clock.
 *
 * <p>The first name that has an address counts, as with the system's resolver, whatever a later one has. So that a long
 * search list costs two round trips and not one for each domain, the first name is asked for alone, and all others side by
 * side once it is known not to be it. Whatever is certain is said at once: the last name is the one if all before it are not.
 *
 * <p>That a name does not exist holds for the family it was said of, and is said only once nobody says otherwise: there are
 * servers, mostly load balancers, that say so of AAAA where there is an A (RFC 4074 §4.2). Silence ends the search, for what
 * a later name has may be another host; so does what cannot be asked. An error may be passed over, but then the name may
 * exist all the same, so that the search has failed rather than found nothing.
 *
 * <p>A family the host has no route for is asked for only if the name exists without an address of the others: no query is
 * wasted, and a host with routes to some networks only still finds what is there.
 */
final class NameSearch {

    /** What the race is told. */
    record Word(AddressFamily family, Result result, String name) {}

    private final List<String> names;
    private final List<AddressFamily> families;
    private final List<AddressFamily> spare;
    private final boolean oneAtATime;
    private final Map<Question, Result> results = new HashMap<>();
    private final Set<Question> wanted = new LinkedHashSet<>();
    private final Set<AddressFamily> told = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int current;
    private boolean chosen;
    private boolean searching;
    private boolean failed;

    /**
     * A search.
     *
     * @param names complete names, in the order in which they count; at least one
     * @param families to ask for, in this order
     * @param spare to ask for only if the others have nothing
     * @param oneAtATime whether to wait for the answer of one family before the next is asked for
     */
    NameSearch(List<String> names, List<AddressFamily> families, List<AddressFamily> spare, boolean oneAtATime) {
        this.names = List.copyOf(names);
        this.families = List.copyOf(families);
        this.spare = List.copyOf(spare);
        this.oneAtATime = oneAtATime;
        this.chosen = names.size() == 1;
    }

    /** The questions to put now; each is given once. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        int last = chosen ? current : searching ? names.size() - 1 : current;
        for (int i = current; i <= last; i++) {
            for (AddressFamily family : familiesOf(names.get(i))) {
                var question = new Question(names.get(i), family);
                if (wanted.add(question)) {
                    questions.add(question);
                }
                if (oneAtATime && !results.containsKey(question)) {
                    break;
                }
            }
        }
        return questions;
    }

    /** The families that count for a name; the spare ones only after the others have none. */
    private List<AddressFamily> familiesOf(String name) {
        if (spare.isEmpty() || !families.stream().allMatch(family -> has(name, family, LookupOutcome.NO_ADDRESSES))) {
            return families;
        }
        List<AddressFamily> all = new ArrayList<>(families);
        all.addAll(spare);
        return all;
    }

    private boolean has(String name, AddressFamily family, LookupOutcome outcome) {
        Result result = results.get(new Question(name, family));
        return result != null && result.outcome() == outcome;
    }

    /** A question has been answered; returns what is certain now, in the order in which to say it. */
    List<Word> answered(Question question, Result result) {
        results.putIfAbsent(question, result);
        while (!chosen && choose()) {}
        return chosen ? words() : List.of();
    }

    /** Looks at the first undecided name; returns whether there is another one to look at. */
    private boolean choose() {
        String name = names.get(current);
        if (hasAny(name, LookupOutcome.ADDRESSES) || endsTheSearch(name)) {
            chosen = true;
            return false;
        }
        // It will most likely not be this one.
        searching |= hasAny(name, LookupOutcome.NO_SUCH_NAME);
        if (!isAnswered(name)) {
            return false;
        }
        failed |= hasAny(name, LookupOutcome.SERVER_FAILURE);
        notes.add(note(name));
        searching = true;
        current++;
        chosen = current == names.size() - 1;
        return !chosen;
    }

    private boolean endsTheSearch(String name) {
        return hasAny(name, LookupOutcome.TIMED_OUT)
                || hasAny(name, LookupOutcome.UNREACHABLE)
                || hasAny(name, LookupOutcome.CANCELLED);
    }

    private boolean isAnswered(String name) {
        return familiesOf(name).stream().allMatch(family -> results.containsKey(new Question(name, family)));
    }

    private boolean hasAny(String name, LookupOutcome outcome) {
        return familiesOf(name).stream().anyMatch(family -> has(name, family, outcome));
    }

    private String note(String name) {
        for (AddressFamily family : familiesOf(name)) {
            Result result = results.get(new Question(name, family));
            if (result != null
                    && !result.outcome().isNegative()
                    && !result.detail().isEmpty()) {
                return name + " failed: " + result.detail();
            }
        }
        return name + " not found";
    }

    private List<Word> words() {
        String name = names.get(current);
        List<Word> words = new ArrayList<>(2);
        for (AddressFamily family : List.of(AddressFamily.IPV6, AddressFamily.IPV4)) {
            Result result = certain(name, family);
            if (result != null && told.add(family)) {
                words.add(new Word(family, withNotes(result), name));
            }
        }
        return words;
    }

    /** What is certain about a family of the chosen name; null if nothing is yet. */
    private @Nullable Result certain(String name, AddressFamily family) {
        Result result = results.get(new Question(name, family));
        if (result != null && result.outcome() != LookupOutcome.NO_SUCH_NAME) {
            return result;
        }
        boolean answered = isAnswered(name);
        Result noSuchName = answered ? noSuchName(name) : null;
        if (noSuchName != null) {
            return noSuchName;
        }
        boolean counts = result != null || !familiesOf(name).contains(family);
        if (counts && (answered || hasAny(name, LookupOutcome.ADDRESSES))) {
            return Result.negative(LookupOutcome.NO_ADDRESSES, 0);
        }
        return null;
    }

    /** Of a name all of whose families were answered: what says that it does not exist, if nothing says otherwise. */
    private @Nullable Result noSuchName(String name) {
        List<AddressFamily> counting = familiesOf(name);
        return counting.stream().allMatch(family -> has(name, family, LookupOutcome.NO_SUCH_NAME))
                ? results.get(new Question(name, counting.get(0)))
                : null;
    }

    private Result withNotes(Result result) {
        boolean isFailure =
                result.outcome() != LookupOutcome.ADDRESSES && result.outcome() != LookupOutcome.NO_ADDRESSES;
        if (notes.isEmpty() || !isFailure) {
            return result;
        }
        String tried = String.join(", ", notes);
        if (failed && result.outcome() == LookupOutcome.NO_SUCH_NAME) {
            String detail = names.get(current) + " not found, " + tried;
            return Result.failed(LookupOutcome.SERVER_FAILURE, detail);
        }
        String detail = result.detail().isEmpty() ? tried : result.detail() + ", " + tried;
        return new Result(result.outcome(), List.of(), result.ttlSeconds(), detail);
    }

    /** Whether both families have been told. */
    boolean isOver() {
        return told.size() == AddressFamily.values().length;
    }
}
