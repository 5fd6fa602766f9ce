package io.happyconnect.dns;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.dns.query.Hearing;
import io.happyconnect.dns.query.Result;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Turns results into what a race is told. A receiver that throws, against its contract, is logged. */
final class Told implements Hearing {

    private static final System.Logger LOGGER = System.getLogger(Told.class.getName());

    private final Target target;
    private final Answers answers;
    private boolean noSuchName;

    Told(Target target, Answers answers) {
        this.target = target;
        this.answers = answers;
    }

    @Override
    public void settled(AddressFamily family, String name, Result result) {
        switch (result.outcome()) {
            case ADDRESSES -> answered(family, result.addresses());
            case NO_ADDRESSES -> answered(family, List.of());
            // Both families hear it in one breath; one failure says it.
            case NO_SUCH_NAME -> noSuchName(result);
            default -> failed(family, result);
        }
    }

    private void noSuchName(Result result) {
        if (!noSuchName) {
            noSuchName = true;
            guard(() -> answers.failed(failure(result)));
        }
    }

    private void failed(AddressFamily family, Result result) {
        guard(() -> answers.failed(family, failure(result)));
    }

    private NameLookupException failure(Result result) {
        LookupOutcome outcome = result.outcome();
        String reason = outcome == LookupOutcome.NO_SUCH_NAME ? "no such name (NXDOMAIN)" : "";
        String detail = result.detail();
        String text = reason.isEmpty() || detail.isEmpty() ? reason + detail : reason + ", " + detail;
        return new NameLookupException(target.host() + ": " + text, outcome);
    }

    void answered(AddressFamily family, List<InetAddress> addresses) {
        List<AddressCandidate> candidates = new ArrayList<>(addresses.size());
        for (InetAddress address : addresses) {
            if (AddressFamily.of(address) == family) {
                candidates.add(new AddressCandidate(named(address), target.port()));
            }
        }
        guard(() -> answers.answered(family, candidates));
    }

    /** As the JDK's own lookups do: whoever asks the connected socket for its host name starts no reverse lookup. */
    private InetAddress named(InetAddress address) {
        if (address instanceof java.net.Inet6Address inet6 && inet6.getScopeId() != 0) {
            return address;
        }
        try {
            return InetAddress.getByAddress(target.host(), address.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void over() {
        guard(answers::done);
    }

    @Override
    public void unable(String why) {
        guard(() -> answers.failed(new IOException(target.host() + ": " + why)));
        guard(answers::done);
    }

    private static void guard(Runnable word) {
        try {
            word.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "whoever takes the answers of a lookup threw an exception, which is ignored", e);
        }
    }
}
