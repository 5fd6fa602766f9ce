package io.happyconnect.route;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Writes on what is found, and on what is not, which names led there. */
final class NamedAnswers implements Answers {

    private final Answers answers;
    private final List<String> names;

    NamedAnswers(Answers answers, List<String> names) {
        this.answers = answers;
        this.names = names;
    }

    @Override
    public void answered(AddressFamily family, List<? extends Candidate> candidates) {
        answers.answered(family, named(candidates));
    }

    @Override
    public void found(List<? extends Candidate> candidates) {
        answers.found(named(candidates));
    }

    @Override
    public void failed(AddressFamily family, IOException cause) {
        answers.failed(family, named(cause));
    }

    @Override
    public void failed(IOException cause) {
        answers.failed(named(cause));
    }

    @Override
    public void done() {
        answers.done();
    }

    private List<Candidate> named(List<? extends Candidate> candidates) {
        List<Candidate> named = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            named.add(isNameless(candidate) ? named(candidate) : candidate);
        }
        return named;
    }

    private static boolean isNameless(Candidate candidate) {
        try {
            return candidate.aliases().isEmpty();
        } catch (RuntimeException | Error broken) {
            // A foreign one, which the race will refuse by itself; those that came with it are well.
            return false;
        }
    }

    private Candidate named(Candidate candidate) {
        if (candidate instanceof AddressCandidate address) {
            return address.withAliases(names);
        }
        if (candidate instanceof UnixSocketCandidate unix) {
            return unix.withAliases(names);
        }
        return candidate instanceof DialableCandidate way ? new NamedCandidate(way, names) : candidate;
    }

    private IOException named(IOException cause) {
        String host = names.get(names.size() - 1);
        String message = String.valueOf(cause.getMessage());
        String reason = message.startsWith(host + ": ") ? message.substring(host.length() + 2) : message;
        UnknownHostException named = new UnknownHostException(String.join(" -> ", names) + ": " + reason);
        named.initCause(cause);
        return named;
    }
}
