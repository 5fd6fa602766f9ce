package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.Race;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Resolver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Races as the tests need them: short, and given up after ten seconds, which none of them comes near. */
final class Plans {

    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    private static final Target TARGET = Target.of("stress.test", 80);

    private Plans() {}

    static RacePlan of(Resolver resolver) {
        return of(null, resolver, cancel -> {});
    }

    static RacePlan of(Candidate candidate, Consumer<Runnable> onStart) {
        return of(List.of(candidate), Resolver.blocking(host -> List.of()), onStart);
    }

    private static RacePlan of(List<Candidate> known, Resolver resolver, Consumer<Runnable> onStart) {
        return new RacePlan(
                TARGET,
                known,
                resolver,
                null,
                RaceSettings.defaults(),
                TIMEOUT,
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                onStart);
    }

    static ResolutionFacts facts(Resolver resolver) {
        RacePlan plan = of(resolver);
        Race race = new Race(plan.settings());
        RaceRecord record = new RaceRecord(
                new RaceStarts("stress", new AtomicLong(), Platform.SYSTEM),
                RaceListener.NONE,
                plan,
                race,
                Clock.now());
        return new ResolutionFacts(plan, race, record, () -> {});
    }

    /** What the other thread is about to give. */
    static <T> T await(Supplier<T> given) {
        T known = given.get();
        while (known == null) {
            Thread.onSpinWait();
            known = given.get();
        }
        return known;
    }
}
