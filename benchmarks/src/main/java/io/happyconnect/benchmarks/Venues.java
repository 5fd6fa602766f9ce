package io.happyconnect.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Every {@link Venue} that this machine has. The {@link Link} is opened when it is first needed. */
final class Venues implements AutoCloseable {

    private final Effort effort;
    private final NamedHosts names;
    private final Forks forks;
    private @Nullable Link link;

    Venues(Effort effort) throws IOException {
        this.effort = effort;
        this.names = NamedHosts.write();
        this.forks = new Forks(effort, names);
    }

    Forks forks() {
        return forks;
    }

    /** {@return why a contest cannot take place here, if so} */
    Optional<String> obstacle(Contest contest) {
        if (contest.venue().needsVirtualThreads() && !Machine.hasVirtualThreads()) {
            return Optional.of("virtual threads need Java 21");
        }
        if (contest.venue().needsLink() && link == null) {
            try {
                link = Link.open();
            } catch (IOException impossible) {
                return Optional.of(String.valueOf(impossible.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Measures a contest that nothing is in the way of. */
    List<Table> measure(Contest contest) throws IOException, RunnerException {
        Rounds rounds = new Rounds(contest);
        if (contest.venue().isForks()) {
            rounds.run(forks, effort.rounds(), System.out);
        } else {
            List<String> prefix =
                    contest.venue().needsLink() ? Objects.requireNonNull(link).prefix() : List.of();
            rounds.run(new Turns(names), prefix, effort.rounds(), System.out);
        }
        return rounds.tables();
    }

    @Override
    public void close() throws IOException {
        if (link != null) {
            link.close();
        }
        names.close();
    }
}
