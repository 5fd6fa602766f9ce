package io.happyconnect.simulation;

import io.happyconnect.ConnectOptions;
import io.happyconnect.WonChannelRace;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The people of one world: who races when, who changes their mind, who closes the connector. */
final class Users {

    private static final long LONGEST = 1_500 * Fates.MILLI;

    private final World world;
    private final Timeline timeline;
    private final Chance chance;
    private final Fates fates;
    private final Names names;
    private int left;

    Users(World world, Timeline timeline, Chance chance, Fates fates, Names names) {
        this.world = world;
        this.timeline = timeline;
        this.chance = chance;
        this.fates = fates;
        this.names = names;
        this.left = world.settings().races;
    }

    void plan() {
        boolean isBurst = chance.oneIn(3);
        long last = 0;
        for (int i = left; i > 0; i--) {
            long at = isBurst ? 0 : fates.time(LONGEST);
            last = Math.max(last, at);
            timeline.in(at, "a user comes", this::race);
        }
        long closes = world.settings().isClosedEarly ? fates.time(LONGEST) : last + chance.upTo(100_000) * Fates.MILLI;
        timeline.in(closes, "the application ends", world::close);
    }

    private void race() {
        if (left-- <= 0) {
            return;
        }
        Duration timeout = chance.oneIn(3) ? Duration.ofMillis(chance.of(1, 10, 11, 40, 300, 5_000, 20_000)) : null;
        ConnectOptions options = ConnectOptions.defaults();
        if (timeout != null) {
            options = options.withTimeout(timeout);
        }
        boolean isNamed = !chance.oneIn(8);
        List<InetAddress> addresses = isNamed ? List.of() : names.known();
        RaceCase race = world.newRace(
                isNamed, timeout == null ? world.settings().timeout : timeout, names.anyHost(), addresses);
        if (!isNamed) {
            options = options.withAddresses(addresses);
        }
        options = options.withCancellation(race.cancellation);
        if (chance.oneIn(60)) {
            cancel(race); // before it begins
        }
        if (chance.oneIn(5)) {
            timeline.in(fates.time(race.timeout.toNanos()), "a user changes its mind", () -> changeMind(race));
        }
        world.begin(race, options);
        race.future().whenComplete((won, failure) -> end(race, won, failure));
    }

    private void cancel(RaceCase race) {
        race.cancels();
        race.cancellation.cancel();
    }

    private void changeMind(RaceCase race) {
        CompletableFuture<WonChannelRace> future = race.future();
        if (race.isDone() || future == null) {
            return;
        }
        timeline.tell(() -> "take back " + race);
        switch (chance.below(4)) {
            case 0, 1 -> cancel(race);
            case 2 -> {
                race.cancels();
                race.answeredByUser();
                future.cancel(true);
            }
            default -> {
                race.cancels();
                race.answeredByUser();
                future.completeExceptionally(new SimulatedFault("never mind"));
            }
        }
    }

    private void end(RaceCase race, WonChannelRace won, Throwable failure) {
        race.ended(won, failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
        world.pause();
        if (chance.oneIn(10)) {
            timeline.in(0, "a user tries again", this::race);
        }
        if (chance.oneIn(10)) {
            throw new SimulatedFault("a callback that throws");
        }
    }
}
