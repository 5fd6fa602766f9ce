package io.happyconnect.simulation;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A resolver that answers in every way the contract allows, and in some that it does not. */
final class StreamingResolver implements Resolver {

    private static final long LONGEST = 400 * Fates.MILLI;

    private final World world;
    private final Timeline timeline;
    private final Chance chance;
    private final boolean mostlyFails;

    /**
     * A resolver.
     *
     * @param mostlyFails so that the next of a chain has its turn
     */
    StreamingResolver(World world, Timeline timeline, Chance chance, boolean mostlyFails) {
        this.world = world;
        this.timeline = timeline;
        this.chance = chance;
        this.mostlyFails = mostlyFails;
    }

    @Override
    public Lookup resolve(Target target, Answers answers) {
        if (chance.oneIn(40)) {
            throw new SimulatedFault("a resolver that throws");
        }
        Script script = new Script(answers);
        if (mostlyFails && !chance.oneIn(4)) {
            script.add(time(), "no such name", each -> each.failed(new UnknownHostException(target.host())));
            script.add(script.last, "done", Answers::done);
        } else if (chance.oneIn(3)) {
            addWhole(script, candidates(target));
        } else {
            addByFamily(script, candidates(target));
        }
        script.play();
        if (chance.oneIn(60)) {
            return null;
        }
        return chance.oneIn(20) ? Lookup.ended() : script;
    }

    private List<Candidate> candidates(Target target) {
        List<Candidate> candidates = new ArrayList<>();
        for (InetAddress address : world.addressesOf(target.host())) {
            candidates.add(new AddressCandidate(address, target.port()));
        }
        return candidates;
    }

    private long time() {
        return chance.oneIn(3) ? 0 : world.fates().time(LONGEST);
    }

    private void addWhole(Script script, List<Candidate> all) {
        long at = time();
        int kind = chance.below(10);
        if (kind == 0) {
            return; // never
        }
        if (kind == 1) {
            script.add(at, "fails", each -> each.failed(new IOException("SERVFAIL")));
        } else if (kind == 2) {
            script.add(at, "no addresses", each -> each.found(List.of()));
        } else {
            at = addPieces(script, at, all);
        }
        script.add(at, "done", Answers::done);
        addAfterTheEnd(script, all);
    }

    private long addPieces(Script script, long first, List<Candidate> all) {
        long at = first;
        for (int pieces = chance.below(3); pieces > 0; pieces--) {
            List<Candidate> piece = new ArrayList<>(all.subList(0, chance.below(all.size() + 1)));
            if (chance.oneIn(20)) {
                piece.add(null); // a foreign resolver's, whatever the signature says
            }
            script.add(at, "finds some", each -> each.found(piece));
            at += time();
        }
        script.add(at, "finds all", each -> each.found(all));
        return at;
    }

    private void addByFamily(Script script, List<Candidate> all) {
        for (AddressFamily family : AddressFamily.values()) {
            List<Candidate> found =
                    all.stream().filter(each -> each.family() == family).toList();
            long at = time();
            switch (chance.below(12)) {
                case 0 -> {} // never
                case 1 -> script.add(at, "fails", each -> each.failed(family, new IOException("SERVFAIL")));
                case 2 -> script.add(at, "no addresses", each -> each.answered(family, List.of()));
                case 3 -> {
                    script.add(at, "finds some", each -> each.found(found));
                    script.add(at + time(), "answers", each -> each.answered(family, found));
                }
                default -> script.add(at, "answers", each -> each.answered(family, found));
            }
        }
        if (!chance.oneIn(10)) {
            script.add(script.last + time(), "done", Answers::done);
            addAfterTheEnd(script, all);
        }
    }

    // Late words change nothing.
    private void addAfterTheEnd(Script script, List<Candidate> all) {
        if (chance.oneIn(8)) {
            script.add(script.last + time(), "says more", each -> each.found(all));
            script.add(script.last + time(), "done again", Answers::done);
        }
    }

    /** What is answered when. */
    private final class Script implements Lookup {

        private record Line(long at, String what, Consumer<Answers> word) {}

        private final Answers answers;
        private final boolean heedsCancel = !chance.oneIn(3);
        private final List<Line> lines = new ArrayList<>();
        private boolean isCancelled;
        private long last;

        Script(Answers answers) {
            this.answers = answers;
        }

        void add(long at, String what, Consumer<Answers> word) {
            lines.add(new Line(at, what, word));
            last = Math.max(last, at);
        }

        void play() {
            boolean isAtOnce = chance.oneIn(2);
            for (Line line : lines) {
                if (line.at == 0 && isAtOnce) {
                    say(line);
                } else {
                    isAtOnce = false;
                    timeline.in(line.at, "the resolver " + line.what, () -> say(line));
                }
            }
        }

        private void say(Line line) {
            if (!isCancelled || !heedsCancel) {
                line.word.accept(answers);
            }
        }

        @Override
        public void cancel() {
            isCancelled = true;
            if (chance.oneIn(30)) {
                throw new SimulatedFault("a lookup that cannot be cancelled");
            }
        }
    }
}
