package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Resolver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All a driver has to know about one race.
 *
 * @param target what to reach
 * @param known the candidates if they are known already (a literal, an address list); {@code null} to ask the resolver
 * @param resolver finds the candidates otherwise
 * @param settings the knobs of the race
 * @param timeoutNanos after how long the whole race, name resolution included, is over; {@link Long#MAX_VALUE} for never
 * @param filter which addresses may be dialled
 * @param socketSettings what each attempt's socket gets
 * @param onStart is given, before anything else happens, what cancels the race from any thread
 */
public record RacePlan(
        Target target,
        @Nullable List<? extends Candidate> known,
        Resolver resolver,
        RaceSettings settings,
        long timeoutNanos,
        AddressFilter filter,
        SocketSettings socketSettings,
        Consumer<Runnable> onStart) {}
